import 'server-only'
import { openAiClient } from '../openai-client'
import type { OpenAiDialect } from '../openai-dialect'
import { openAiOperations } from '../openai-operations'

const DIALECT: OpenAiDialect = {
  headers: ({ fields: { appid } }) => (appid === undefined ? {} : { appid }),
}

export default {
  ...openAiClient(DIALECT),
  ...openAiOperations({ embed: { batchSize: 16 }, rerank: { maxTexts: 64 } }, DIALECT),
}
