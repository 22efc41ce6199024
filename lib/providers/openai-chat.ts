import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { deferred } from '@/lib/core/deferred-iterable'
import { hostOf } from './get-json'
import { openAiBody } from './openai-body'
import type { OpenAiDialect } from './openai-dialect'
import { openAiHeaders } from './openai-headers'
import { streamFromModel } from './post-json'
import type { ModelCall, ModelChunks, ProviderConnection } from './provider-client'
import { readOpenAiCompletion } from './read-openai-completion'
import { readOpenAiStream } from './read-openai-stream'

/**
 * Chat completions, on the wire itself: through LangChain and OpenAI's client the same call costs 7 ms of processor time.
 * Streamed, or in one piece where the call says so. A server that refuses `response_format` is asked once more without
 * it: the prompt holds the schema too.
 */
export function openAiChat(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect = {},
): AsyncIterable<ModelChunks> {
  return call.responseSchema === undefined ? askOnce(connection, call, dialect) : askInSchema(connection, call, dialect)
}

async function* askInSchema(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
): AsyncIterable<ModelChunks> {
  let started = false
  try {
    for await (const chunk of askOnce(connection, call, dialect)) {
      started = true
      yield chunk
    }
  } catch (failure) {
    if (started || !isRefusal(failure)) throw failure
    const { responseSchema: _, ...plain } = call
    yield* askOnce(connection, plain, dialect)
  }
}

function askOnce(connection: ProviderConnection, call: ModelCall, dialect: OpenAiDialect): AsyncIterable<ModelChunks> {
  return deferred(async () => {
    const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
    const options = { keepsReasoning: dialect.returnsReasoning ?? false }
    if (call.stream === false) {
      try {
        return readOpenAiCompletion(await send(connection, call, dialect), context, options)
      } catch (failure) {
        if (!isRefusal(failure) || !/stream/i.test(failure.message)) throw failure
      }
    }
    // Also when the model turned out to do nothing else.
    return readOpenAiStream(await send(connection, { ...call, stream: true }, dialect), context, options)
  })
}

async function send(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
): Promise<AsyncIterable<Uint8Array>> {
  const { model, signal } = call
  const url = `${connection.baseUrl}/chat/completions`
  const headers = await openAiHeaders(connection, dialect, signal)
  const body = openAiBody(call, dialect)
  const purpose = call.stream === false ? 'answer' : 'model'
  return streamFromModel(connection, { url, headers, body, model, signal, purpose })
}

const isRefusal = (failure: unknown): failure is AppError =>
  AppError.isInstance(failure) && failure.code === 'INVALID_INPUT'
