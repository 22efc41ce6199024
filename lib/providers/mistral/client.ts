import 'server-only'
import { abilityOf } from '../model-ability'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

export default {
  ...openAiClient({
    models: { abilityOf: ({ id }) => (/ocr|-fim/.test(id) ? null : abilityOf(id)) },
  }),
  ...openAiOperations({ embed: { batchSize: 64 }, transcribe: true }),
}
