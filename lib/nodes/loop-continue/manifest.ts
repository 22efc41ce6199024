import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'

const Config = z.strictObject({})
export type LoopContinueConfig = z.infer<typeof Config>

export const manifest = defineManifest<LoopContinueConfig>({
  type: 'loop-continue',
  version: 1,
  label: 'Continue',
  description:
    'Ends this round or item, and continues with the next. Its value becomes the next state, or the result of the item.',
  group: 'logic',
  icon: 'skip-forward',
  config: Config,
  effect: 'pure',
  jump: 'continue',
  ports: () => ({
    inputs: [
      {
        id: 'value',
        label: 'Value',
        kind: 'any',
        required: true,
        description: 'The next state of a Loop, or the result of an item.',
      },
    ],
    outputs: [],
  }),
})
