import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { hostOf } from './get-json'
import { toLangChainMessages } from './langchain-messages'
import { readLangChainStream, toFunctionTools } from './langchain-stream'
import { type ModelFetch, modelFetch } from './model-fetch'
import { loadAssistantModel } from './openai-assistant-model'
import type { OpenAiDialect } from './openai-dialect'
import { openAiHeaders } from './openai-headers'
import { withReasoning } from './openai-reasoning'
import type { ModelCall, ModelChunk, ProviderConnection } from './provider-client'

/** Chat completions. A server that refuses `response_format` is asked once more without it: the prompt holds the schema too. */
export async function* streamOpenAiChat(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect = {},
): AsyncIterable<ModelChunk> {
  if (call.responseSchema === undefined) return yield* streamOnce(connection, call, dialect)
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

export async function loadOpenAiLibrary(): Promise<void> {
  await Promise.all([loadAssistantModel(), import('@langchain/core/messages')])
}

function streamOnce(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
): AsyncIterable<ModelChunk> {
  const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
  const start = async () => {
    const model = await createModel(connection, call, dialect)
    return model.stream(await toLangChainMessages(call.messages), {
      signal: call.signal,
      ...(call.tools?.length ? { tools: toFunctionTools(call.tools) } : {}),
      ...(call.responseSchema === undefined ? {} : { response_format: answerFormat(call.responseSchema, dialect) }),
    })
  }
  return readLangChainStream(start, context, { keepsReasoning: dialect.returnsReasoning ?? false })
}

function answerFormat(schema: JsonObject, { answerFormat: type = 'json_schema' }: OpenAiDialect) {
  return type === 'json_object' ? { type } : { type, json_schema: { name: 'answer', schema } }
}

async function createModel(connection: ProviderConnection, call: ModelCall, dialect: OpenAiDialect) {
  const AssistantModel = await loadAssistantModel()
  const headers = await openAiHeaders(connection, dialect, call.signal)
  const maxTokens = call.maxOutputTokens
  const fetch = withHeaders(modelFetch(connection.fetch, call.signal), headers)
  return new AssistantModel({
    model: call.model,
    // The library insists on one; what is sent is in `headers`.
    apiKey: 'none',
    maxRetries: 0,
    streamUsage: dialect.streamsUsage ?? true,
    ...(call.temperature === undefined || refusesTemperature(call.model) ? {} : { temperature: call.temperature }),
    ...(maxTokens === undefined
      ? {}
      : dialect.maxTokensName === 'max_completion_tokens'
        ? { modelKwargs: { max_completion_tokens: maxTokens } }
        : { maxTokens }),
    configuration: {
      baseURL: connection.baseUrl,
      fetch: dialect.returnsReasoning ? withReasoning(fetch, call.messages) : fetch,
      // It would print pieces of answers.
      logLevel: 'off',
      // Else the process's OPENAI_* variables would be sent to whatever server this is.
      organization: null,
      project: null,
    },
  })
}

/** Ours alone: a server that asks for no key should not get the library's made-up one. */
function withHeaders(fetch: ModelFetch, ours: Readonly<Record<string, string>>): ModelFetch {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    for (const [name, value] of Object.entries(ours)) headers.set(name, value)
    return fetch(input, { ...init, headers })
  }
}

/** OpenAI's reasoning models answer 400 to any temperature but their own. */
function refusesTemperature(model: string): boolean {
  return /^(?:openai\/)?(o\d|gpt-[56](?!-chat))/.test(model)
}
