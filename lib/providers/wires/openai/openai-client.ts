import 'server-only'
import type { ProviderClient } from '../../provider-client'
import { alwaysStreams } from './always-stream-field'
import { openAiAnswer } from './openai-answer'
import { openAiChat } from './openai-chat'
import type { OpenAiDialect } from './openai-dialect'
import { listOpenAiModels } from './openai-model-list'

/** A client for an OpenAI-compatible service; the dialect describes its differences. */
export function openAiClient(dialect: OpenAiDialect = {}): ProviderClient {
  return {
    chat: (connection, call) => openAiChat(connection, call, dialect),
    completer: (connection) =>
      dialect.supportsNonStreaming === false || alwaysStreams(connection.fields)
        ? null
        : (call, emit) => openAiAnswer(connection, call, dialect, emit),
    listModels: (connection, signal) => listOpenAiModels(connection, signal, dialect),
  }
}
