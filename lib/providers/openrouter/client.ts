import 'server-only'
import { z } from 'zod'
import { abilityOf } from '../model-ability'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

const Described = z.object({ name: z.string().max(200).catch('') })

export default {
  ...openAiClient({
    models: {
      // The list is public, so it does not validate the key.
      keyCheck: (baseUrl) => `${baseUrl}/key`,
      abilityOf: ({ id }) => abilityOf(id),
      labelOf: ({ raw }) => Described.parse(raw).name,
    },
  }),
  ...openAiOperations({ embed: { batchSize: 64 } }),
}
