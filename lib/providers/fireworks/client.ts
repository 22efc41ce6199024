import 'server-only'
import { z } from 'zod'
import { abilityOf } from '../model-ability'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

const Described = z.object({ supports_chat: z.boolean().optional().catch(undefined) })

export default {
  ...openAiClient({
    models: {
      abilityOf: ({ id, raw }) => {
        const byName = abilityOf(id)
        return byName === 'chat' && Described.parse(raw).supports_chat === false ? null : byName
      },
      // Names have the form `accounts/fireworks/models/…`.
      labelOf: ({ id }) => id.split('/').at(-1) ?? id,
    },
  }),
  ...openAiOperations({ embed: { batchSize: 64 } }),
}
