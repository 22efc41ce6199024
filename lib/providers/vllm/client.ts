import 'server-only'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

export default {
  ...openAiClient(),
  ...openAiOperations({ embed: { batchSize: 64 }, rerank: { maxTexts: 1_000 }, transcribe: true }),
}
