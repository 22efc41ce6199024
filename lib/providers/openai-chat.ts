import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { deferred } from '@/lib/core/deferred-iterable'
import { hostOf } from './get-json'
import { openAiBody } from './openai-body'
import type { OpenAiDialect } from './openai-dialect'
import { openAiHeaders } from './openai-headers'
import { streamFromModel } from './post-json'
import type { ModelCall, ModelChunk, ProviderConnection } from './provider-client'
import { readOpenAiStream } from './read-openai-stream'

/**
 * Chat completions, on the wire itself: through LangChain and OpenAI's client the same call costs 7 ms of processor time.
 * A server that refuses `response_format` is asked once more without it: the prompt holds the schema too.
 */
export function streamOpenAiChat(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect = {},
): AsyncIterable<ModelChunk> {
  return call.responseSchema === undefined
    ? streamOnce(connection, call, dialect)
    : streamInSchema(connection, call, dialect)
}

async function* streamInSchema(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
): AsyncIterable<ModelChunk> {
  let started = false
  try {
    for await (const chunk of streamOnce(connection, call, dialect)) {
      started = true
      yield chunk
    }
  } catch (failure) {
    if (started || !AppError.isInstance(failure) || failure.code !== 'INVALID_INPUT') throw failure
    const { responseSchema: _, ...plain } = call
    yield* streamOnce(connection, plain, dialect)
  }
}

function streamOnce(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
): AsyncIterable<ModelChunk> {
  return deferred(async () => {
    const { model, signal } = call
    const url = `${connection.baseUrl}/chat/completions`
    const headers = await openAiHeaders(connection, dialect, signal)
    const body = await streamFromModel(connection, { url, headers, body: openAiBody(call, dialect), model, signal })
    const context = { host: hostOf(connection.baseUrl), model, signal }
    return readOpenAiStream(body, context, { keepsReasoning: dialect.returnsReasoning ?? false })
  })
}
