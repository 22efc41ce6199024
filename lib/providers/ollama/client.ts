import 'server-only'
import { z } from 'zod'
import type { ChatMessage } from '@/lib/engine/model-requests'
import { abilityOf } from '../model-ability'
import type { ModelCall, ProviderClient, ProviderConnection } from '../provider-client'
import { embedInBatches, Vector } from '../wires/http/embed-in-batches'
import { getJson, hostOf } from '../wires/http/get-json'
import { responseError } from '../wires/http/model-error'
import { type ModelFetch, modelFetch } from '../wires/http/model-fetch'
import { postJson } from '../wires/http/post-json'
import { toLangChainMessages } from '../wires/langchain/langchain-messages'
import { readLangChainStream } from '../wires/langchain/langchain-stream'
import { toFunctionTools } from '../wires/openai/to-function-tools'

const TagList = z.object({ models: z.array(z.object({ name: z.string().min(1).max(200) })).max(10_000) })

const Embeddings = z.object({ embeddings: z.array(Vector), prompt_eval_count: z.number().optional() })

const client: ProviderClient = {
  async load() {
    await Promise.all([import('@langchain/ollama'), import('@langchain/core/messages')])
  },
  chat(connection, call) {
    const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
    return readLangChainStream(async () => {
      const model = await createModel(connection, call)
      return model.stream(await toLangChainMessages(call.messages), {
        signal: call.signal,
        ...(call.tools?.length ? { tools: toFunctionTools(call.tools) } : {}),
      })
    }, context)
  },
  async listModels({ baseUrl, apiKey, fetch }, signal) {
    const url = `${rootOf(baseUrl)}/api/tags`
    const { models } = await getJson(TagList, { url, headers: authorization(apiKey), fetch, signal })
    return models.flatMap(({ name }) => {
      const ability = abilityOf(name)
      return ability === null ? [] : [{ id: name, label: name, ability }]
    })
  },
  embed({ baseUrl, apiKey, fetch }, call) {
    const { model, signal } = call
    const url = `${rootOf(baseUrl)}/api/embed`
    return embedInBatches(call, { url, size: 64 }, async (input) => {
      const posted = { url, headers: authorization(apiKey), body: { model, input }, model, signal }
      const { embeddings, prompt_eval_count: inputTokens } = await postJson(Embeddings, { fetch }, posted)
      return { vectors: embeddings, inputTokens: inputTokens ?? null }
    })
  },
}

export default client

async function createModel({ baseUrl, apiKey, fetch }: ProviderConnection, call: ModelCall) {
  const { ChatOllama } = await import('@langchain/ollama')
  return new ChatOllama({
    model: call.model,
    baseUrl: rootOf(baseUrl),
    headers: authorization(apiKey),
    fetch: withChatErrors(modelFetch(fetch, call.signal, { onSent: call.onSent }), call),
    maxRetries: 0,
    numCtx: contextFor(call.messages, call.maxOutputTokens ?? 0),
    ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
    ...(call.maxOutputTokens === undefined ? {} : { numPredict: call.maxOutputTokens }),
    ...(call.responseSchema === undefined ? {} : { format: call.responseSchema }),
  })
}

/** The library's own error lacks `Retry-After`. */
function withChatErrors(fetch: ModelFetch, { model, signal }: ModelCall): ModelFetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (response.ok) return response
    throw await responseError(response, {
      host: hostOf(input instanceof Request ? input.url : String(input)),
      model,
      signal,
    })
  }
}

/**
 * Ollama silently truncates input beyond its default window of 4,096 tokens. Few sizes, because
 * each change reloads the model.
 */
function contextFor(messages: readonly ChatMessage[], maxOutputTokens: number): number {
  const characters = messages.reduce((sum, message) => sum + message.content.length, 0)
  const needed = characters / 3 + Math.min(maxOutputTokens, 4_096)
  return [8_192, 16_384, 32_768, 65_536].find((size) => size >= needed) ?? 131_072
}

/** Also accepts the pasted address of the OpenAI-compatible API. */
function rootOf(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/(v1|api)$/, '')
}

function authorization(apiKey: string | null): Record<string, string> {
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
}
