import 'server-only'
import { openAiClient } from '../wires/openai/openai-client'
import type { OpenAiDialect } from '../wires/openai/openai-dialect'
import { openAiOperations } from '../wires/openai/openai-operations'

const DIALECT: OpenAiDialect = {
  headers: ({ fields: { appid } }) => (appid === undefined ? {} : { appid }),
}

export default {
  ...openAiClient(DIALECT),
  ...openAiOperations({ embed: { batchSize: 16 }, rerank: { maxTexts: 64 } }, DIALECT),
}
