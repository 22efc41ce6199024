import 'server-only'
import { z } from 'zod'
import type { EmbedCall, ProviderConnection } from '../../provider-client'
import { embedInBatches, Vector } from '../http/embed-in-batches'
import { postJson, unreadable } from '../http/post-json'

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int().min(0).optional(), embedding: Vector })),
  usage: z
    .object({ prompt_tokens: z.number().optional(), total_tokens: z.number().optional() })
    .nullish()
    .catch(undefined),
})

interface Wire {
  headers: Record<string, string>
  /** Maximum texts per request; OpenAI takes 2,048, most others fewer. */
  batchSize?: number
  /** Additional body fields, such as Voyage's `input_type`. */
  body?: Readonly<Record<string, string | number>>
}

/** `POST /embeddings` of OpenAI and compatible services. */
export function embedWithOpenAi(connection: ProviderConnection, call: EmbedCall, wire: Wire) {
  const url = `${connection.baseUrl}/embeddings`
  const { model, signal } = call
  return embedInBatches(call, { url, size: wire.batchSize ?? 64 }, async (input) => {
    const body = { model, input, ...wire.body }
    const { data, usage } = await postJson(Answer, connection, { url, headers: wire.headers, body, model, signal })
    // Sorted by index if present: not every server keeps the order.
    const ordered = data.every(({ index }) => index !== undefined)
      ? data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))
      : data
    if (ordered.some(({ index }, position) => index !== undefined && index !== position)) throw unreadable(url)
    const inputTokens = usage?.prompt_tokens ?? usage?.total_tokens ?? null
    return { vectors: ordered.map(({ embedding }) => embedding), inputTokens }
  })
}
