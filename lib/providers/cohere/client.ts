import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import type { ModelAbility } from '../provider-manifest'
import { embedInBatches, Vector } from '../wires/http/embed-in-batches'
import { getJson, hostOf } from '../wires/http/get-json'
import { postJson, postToModel } from '../wires/http/post-json'
import { rerankTexts } from '../wires/http/rerank'
import { readCohereStream } from './read-cohere-stream'
import { toCohereRequest } from './to-cohere-request'

const ModelList = z.object({
  models: z
    .array(z.object({ name: z.string().min(1).max(200), endpoints: z.array(z.string()).default([]) }))
    .max(10_000),
})
const Embeddings = z.object({
  embeddings: z.object({ float: z.array(Vector) }),
  meta: z.object({ billed_units: z.object({ input_tokens: z.number().optional() }).optional() }).optional(),
})

const ABILITIES = ['chat', 'embed', 'rerank'] as const satisfies readonly ModelAbility[]
/** Batch limit of `/v2/embed`. */
const EMBED_BATCH = 96

const client: ProviderClient = {
  // Nothing to load.
  async load() {},
  async *chat(connection, call) {
    const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
    const { body } = await postToModel(connection, {
      url: `${rootOf(connection)}/v2/chat`,
      headers: { ...authorization(connection), accept: 'text/event-stream' },
      body: toCohereRequest(call),
      model: call.model,
      signal: call.signal,
      onSent: call.onSent,
    })
    if (!body) throw new AppError('MODEL_FAILED', problem('providers.emptyAnswer', { host: context.host }))
    yield* readCohereStream(body, context)
  },
  async listModels(connection, signal) {
    const url = `${rootOf(connection)}/v1/models?page_size=1000`
    const { models } = await getJson(ModelList, {
      url,
      headers: authorization(connection),
      fetch: connection.fetch,
      signal,
    })
    return models.flatMap(({ name, endpoints }) => {
      const ability = ABILITIES.find((candidate) => endpoints.includes(candidate))
      return ability === undefined ? [] : [{ id: name, label: name, ability }]
    })
  },
  embed(connection, call) {
    const url = `${rootOf(connection)}/v2/embed`
    return embedInBatches(call, { url, size: EMBED_BATCH }, async (texts) => {
      const { embeddings, meta } = await postJson(Embeddings, connection, {
        url,
        headers: authorization(connection),
        body: {
          model: call.model,
          texts,
          input_type: call.use === 'query' ? 'search_query' : 'search_document',
          embedding_types: ['float'],
        },
        model: call.model,
        signal: call.signal,
      })
      return { vectors: embeddings.float, inputTokens: meta?.billed_units?.input_tokens ?? null }
    })
  },
  rerank: (connection, call) =>
    rerankTexts(connection, call, {
      url: `${rootOf(connection)}/v2/rerank`,
      headers: authorization(connection),
      limitName: 'top_n',
      maxTexts: 1_000,
    }),
}

export default client

/** Removes the version from a pasted address. */
function rootOf({ baseUrl }: ProviderConnection): string {
  return baseUrl.replace(/\/v[12]$/, '')
}

function authorization({ apiKey }: ProviderConnection): Record<string, string> {
  return { authorization: `Bearer ${apiKey ?? ''}` }
}
