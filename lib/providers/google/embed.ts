import 'server-only'
import { z } from 'zod'
import type { EmbedCall, ProviderConnection } from '../provider-client'
import { embedInBatches, Vector } from '../wires/http/embed-in-batches'
import { postJson } from '../wires/http/post-json'

const Answer = z.object({ embeddings: z.array(z.object({ values: Vector })) })
/** Batch limit of the API. */
const BATCH = 100

export function embedWithGemini({ baseUrl, apiKey, fetch }: ProviderConnection, call: EmbedCall) {
  const model = call.model.replace(/^models\//, '')
  const url = `${baseUrl}/models/${encodeURIComponent(model)}:batchEmbedContents`
  const taskType = call.use === 'query' ? 'RETRIEVAL_QUERY' : 'RETRIEVAL_DOCUMENT'
  return embedInBatches(call, { url, size: BATCH }, async (texts) => {
    const requests = texts.map((text) => ({ model: `models/${model}`, content: { parts: [{ text }] }, taskType }))
    const { embeddings } = await postJson(
      Answer,
      { fetch },
      {
        url,
        headers: { 'x-goog-api-key': apiKey ?? '' },
        body: { requests },
        model,
        signal: call.signal,
      },
    )
    // Gemini does not report them.
    return { vectors: embeddings.map(({ values }) => values), inputTokens: null }
  })
}
