import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { abilityOf } from '../model-ability'
import { namedModels } from '../named-models'
import type { EmbedCall, ProviderClient, ProviderConnection, ProviderModel } from '../provider-client'
import { readField } from '../read-field'
import { mintGoogleToken, readServiceAccount } from '../wires/google/service-account'
import { embedInBatches, Vector } from '../wires/http/embed-in-batches'
import { getJson } from '../wires/http/get-json'
import { postJson } from '../wires/http/post-json'
import { tokenFetch } from '../wires/http/token-fetch'
import { openAiChat } from '../wires/openai/openai-chat'
import { manifest } from './manifest'

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const ModelList = z.object({
  publisherModels: z
    .array(z.object({ name: z.string().max(300) }))
    .max(10_000)
    .default([]),
})
const Predictions = z.object({
  predictions: z.array(
    z.object({
      embeddings: z.object({ values: Vector, statistics: z.object({ token_count: z.number() }).optional() }),
    }),
  ),
})

const client: ProviderClient = {
  async *chat(connection, call) {
    const model = call.model.includes('/') ? call.model : `google/${call.model}`
    yield* openAiChat(openConnection(connection), { ...call, model })
  },
  async listModels(connection, signal) {
    const { baseUrl, fetch } = openConnection(connection)
    const url = `${new URL(baseUrl).origin}/v1beta1/publishers/google/models?pageSize=300`
    const { publisherModels } = await getJson(ModelList, { url, headers: {}, fetch, signal })
    const partners = namedModels(connection.fields).map((id) => ({ id, label: id, ability: abilityOf(id) ?? 'chat' }))
    return [...publisherModels.flatMap(({ name }) => toModel(name.split('/').at(-1) ?? '')), ...partners]
  },
  embed: async (connection, call) => embed(openConnection(connection), call),
}

export default client

function openConnection(connection: ProviderConnection): ProviderConnection {
  const { apiKey, fields, baseUrl, fetch } = connection
  for (const name of ['project', 'location']) readField(manifest, fields, name)
  if (apiKey === null) throw new AppError('CREDENTIAL_MISSING', problem('providers.serviceAccountMissing'))
  const account = readServiceAccount(apiKey, connection.onSecret)
  return {
    ...connection,
    // The location `global` has no host of its own.
    baseUrl: baseUrl.replace('//global-aiplatform.', '//aiplatform.'),
    apiKey: null,
    fetch: tokenFetch(connection, {
      credential: ['vertex', apiKey],
      mint: () => mintGoogleToken(fetch, account, SCOPE),
    }),
  }
}

/** For Google's own models; partner models are not listed there and are called as `publisher/name`. */
function toModel(id: string): ProviderModel[] {
  if (/embedding/.test(id) && !/multimodal/.test(id)) return [{ id, label: id, ability: 'embed' }]
  const isChat = /^gemini-/.test(id) && !/image|tts|live|audio|embedding|computer-use/.test(id)
  return isChat ? [{ id: `google/${id}`, label: id, ability: 'chat' }] : []
}

/** `:predict` of the project: the OpenAI-compatible API has no embeddings. */
function embed({ baseUrl, fetch }: ProviderConnection, call: EmbedCall) {
  const model = call.model.replace(/^google\//, '')
  const root = baseUrl.replace(/\/endpoints\/[^/]*$/, '')
  const url = `${root}/publishers/google/models/${encodeURIComponent(model)}:predict`
  const taskType = call.use === 'query' ? 'RETRIEVAL_QUERY' : 'RETRIEVAL_DOCUMENT'
  // Gemini's model takes one text at a time, the others 250 with 20,000 tokens in total.
  return embedInBatches(call, { url, size: model.startsWith('gemini') ? 1 : 25 }, async (texts) => {
    const body = { instances: texts.map((content) => ({ content, task_type: taskType })) }
    const { predictions } = await postJson(Predictions, { fetch }, { url, body, model, signal: call.signal })
    return {
      vectors: predictions.map(({ embeddings }) => embeddings.values),
      inputTokens: predictions.reduce((sum, { embeddings }) => sum + (embeddings.statistics?.token_count ?? 0), 0),
    }
  })
}
