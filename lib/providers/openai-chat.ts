import 'server-only'
import type { OpenAIClient } from '@langchain/openai'
import { AppError } from '@/lib/core/app-error'
import { singleton } from '@/lib/platform/singleton'
import { hostOf } from './get-json'
import { toLangChainMessages } from './langchain-messages'
import { readLangChainStream, toFunctionTools } from './langchain-stream'
import { type ModelFetch, modelFetch } from './model-fetch'
import type { ModelCall, ModelChunk, ProviderConnection } from './provider-client'

/** Chat completions. A server that refuses `response_format` is asked once more without it: the prompt holds the schema too. */
export async function* streamOpenAiChat(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunk> {
  if (call.responseSchema === undefined) return yield* streamOnce(connection, call)
  let started = false
  try {
    for await (const chunk of streamOnce(connection, call)) {
      started = true
      yield chunk
    }
  } catch (failure) {
    if (started || !AppError.isInstance(failure) || failure.code !== 'INVALID_INPUT') throw failure
    const { responseSchema: _, ...plain } = call
    yield* streamOnce(connection, plain)
  }
}

export async function loadOpenAiLibrary(): Promise<void> {
  await Promise.all([import('@langchain/openai'), import('@langchain/core/messages')])
}

function streamOnce(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunk> {
  const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
  return readLangChainStream(async () => {
    const model = await createModel(connection, call)
    return model.stream(await toLangChainMessages(call.messages), {
      signal: call.signal,
      ...(call.tools?.length ? { tools: toFunctionTools(call.tools) } : {}),
      ...(call.responseSchema === undefined
        ? {}
        : {
            response_format: {
              type: 'json_schema' as const,
              json_schema: { name: 'answer', schema: call.responseSchema },
            },
          }),
    })
  }, context)
}

/** Made once: a class of its own for every call would be compiled for every call. */
async function loadAssistantModel() {
  const { ChatOpenAICompletions } = await import('@langchain/openai')
  return singleton(
    'openai-assistant-model',
    () =>
      // Servers that leave the role out would lose their tool calls, and the answer would look empty.
      class AssistantModel extends ChatOpenAICompletions {
        protected override _convertCompletionsDeltaToBaseMessageChunk(
          delta: Record<string, unknown>,
          response: OpenAIClient.Chat.Completions.ChatCompletionChunk,
          role: OpenAIClient.Chat.Completions.ChatCompletionRole = 'assistant',
        ) {
          return super._convertCompletionsDeltaToBaseMessageChunk(delta, response, role)
        }
      },
  )
}

async function createModel({ baseUrl, apiKey, fetch }: ProviderConnection, call: ModelCall) {
  const AssistantModel = await loadAssistantModel()
  return new AssistantModel({
    model: call.model,
    apiKey: apiKey ?? 'none',
    maxRetries: 0,
    streamUsage: true,
    ...(call.temperature === undefined || refusesTemperature(call.model) ? {} : { temperature: call.temperature }),
    ...(call.maxOutputTokens === undefined ? {} : { maxTokens: call.maxOutputTokens }),
    configuration: {
      baseURL: baseUrl,
      fetch: apiKey === null ? withoutKey(modelFetch(fetch, call.signal)) : modelFetch(fetch, call.signal),
      // It would print pieces of answers.
      logLevel: 'off',
      // Else the process's OPENAI_* variables would be sent to whatever server this is.
      organization: null,
      project: null,
    },
  })
}

/** The library insists on a key; a server that asks for none should not get a made-up one. */
function withoutKey(fetch: ModelFetch): ModelFetch {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    return fetch(input, { ...init, headers })
  }
}

/** OpenAI's reasoning models answer 400 to any temperature but their own. */
function refusesTemperature(model: string): boolean {
  return /^(o\d|gpt-5)/.test(model)
}
