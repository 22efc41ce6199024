import 'server-only'
import type { ModelCall, ModelChunks, ProviderConnection } from '../../provider-client'
import { hostOf } from '../http/get-json'
import type { OpenAiDialect } from './openai-dialect'
import { readOpenAiStream } from './read-openai-stream'
import { isRejection, sendToOpenAi } from './send-to-openai'

/**
 * A streamed chat completion without client libraries: through LangChain and OpenAI's client the
 * same call costs 7 ms of CPU time. Retries once without an unsupported `response_format`: the
 * prompt contains the schema too.
 */
export function openAiChat(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect = {},
): AsyncIterable<ModelChunks> {
  return call.responseSchema === undefined
    ? chatOnce(connection, call, dialect)
    : chatInSchema(connection, call, dialect)
}

async function* chatInSchema(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
): AsyncIterable<ModelChunks> {
  let started = false
  try {
    for await (const chunk of chatOnce(connection, call, dialect)) {
      started = true
      yield chunk
    }
  } catch (failure) {
    if (started || !isRejection(failure)) throw failure
    const { responseSchema: _, ...plain } = call
    yield* chatOnce(connection, plain, dialect)
  }
}

function chatOnce(connection: ProviderConnection, call: ModelCall, dialect: OpenAiDialect): AsyncIterable<ModelChunks> {
  const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
  const open = () => sendToOpenAi(connection, call, dialect, { stream: true })
  return readOpenAiStream(open, context, { keepsReasoning: dialect.returnsReasoning ?? false })
}
