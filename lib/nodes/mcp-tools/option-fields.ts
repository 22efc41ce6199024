import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** Settings of every node, however it refers to its server. */
export const OptionFields = {
  continueWithout: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Continue without this server',
        input: 'switch',
        help: 'When the server does not respond, the agent answers without its tools instead of failing.',
      }),
    ),
}
