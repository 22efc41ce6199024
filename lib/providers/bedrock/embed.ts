import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { EmbedCall, ProviderConnection } from '../provider-client'
import { embedInBatches, Vector } from '../wires/http/embed-in-batches'
import { postJson } from '../wires/http/post-json'

const Titan = z.object({ embedding: Vector, inputTextTokenCount: z.number().default(0) })
const Cohere = z.object({
  embeddings: z.union([z.array(Vector), z.object({ float: z.array(Vector) }).transform(({ float }) => float)]),
})

/** InvokeModel: the request format depends on the vendor. */
export function embedWithBedrock({ baseUrl, fetch }: ProviderConnection, call: EmbedCall) {
  const url = `${baseUrl}/model/${encodeURIComponent(call.model)}/invoke`
  const post = <T>(schema: z.ZodType<T>, body: object) =>
    postJson(schema, { fetch }, { url, body, model: call.model, signal: call.signal })
  if (/titan-embed/.test(call.model)) {
    return embedInBatches(call, { url, size: 1 }, async ([inputText = '']) => {
      const { embedding, inputTextTokenCount } = await post(Titan, { inputText })
      return { vectors: [embedding], inputTokens: inputTextTokenCount }
    })
  }
  if (/cohere\.embed/.test(call.model)) {
    return embedInBatches(call, { url, size: 96 }, async (texts) => {
      const body = { texts, input_type: call.use === 'query' ? 'search_query' : 'search_document', truncate: 'END' }
      return { vectors: (await post(Cohere, body)).embeddings, inputTokens: null }
    })
  }
  throw new AppError('INVALID_INPUT', problem('providers.bedrockEmbeddingUnknown', { model: call.model }))
}
