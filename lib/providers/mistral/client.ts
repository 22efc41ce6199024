import 'server-only'
import { abilityOf } from '../model-ability'
import { openAiClient } from '../openai-client'
import { openAiOperations } from '../openai-operations'

export default {
  ...openAiClient({
    models: { abilityOf: ({ id }) => (/ocr|-fim/.test(id) ? null : abilityOf(id)) },
  }),
  ...openAiOperations({ embed: { batchSize: 64 }, transcribe: true }),
}
