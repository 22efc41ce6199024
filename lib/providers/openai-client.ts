import 'server-only'
import { alwaysStreams } from './always-stream-field'
import { openAiChat } from './openai-chat'
import type { OpenAiDialect } from './openai-dialect'
import { listOpenAiModels } from './openai-model-list'
import type { ProviderClient } from './provider-client'

/** A client for a service that speaks OpenAI's language; what it says otherwise is in the dialect. */
export function openAiClient(dialect: OpenAiDialect = {}): ProviderClient {
  return {
    chat: (connection, call) => openAiChat(connection, call, dialect),
    answersWhole: ({ fields }) => (dialect.answersWhole ?? true) && !alwaysStreams(fields),
    listModels: (connection, signal) => listOpenAiModels(connection, signal, dialect),
  }
}
