import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { CountedSearches, CountedTokens, ProviderConnection, RerankCall } from '../../provider-client'
import { postJson, unreadable } from './post-json'

const Ranked = z.array(z.object({ index: z.number().int().min(0), relevance_score: z.number() })).max(100_000)
const Answer = z.object({
  // Jina, Cohere and vLLM use `results`, Voyage uses `data`.
  results: Ranked.optional(),
  data: Ranked.optional(),
  usage: z.object({ total_tokens: z.number().optional() }).optional(),
  /** Cohere only. */
  meta: z.object({ billed_units: z.object({ search_units: z.number().optional() }).optional() }).optional(),
})

interface Wire {
  url: string
  headers: Record<string, string>
  /** Parameter for the number of results. */
  limitName: 'top_n' | 'top_k'
  /** Limit of texts per request. */
  maxTexts: number
}

/** The format shared by services with rerank models. Sorts best first. */
export async function rerankTexts(connection: ProviderConnection, call: RerankCall, wire: Wire) {
  const { model, query, texts, limit, signal } = call
  if (texts.length === 0) return { results: [], usage: null }
  if (texts.length > wire.maxTexts)
    throw new AppError('LIMIT_EXCEEDED', problem('providers.tooManyTextsToRank', { model, max: wire.maxTexts }))
  const { results, data, usage, meta } = await postJson(Answer, connection, {
    url: wire.url,
    headers: wire.headers,
    body: { model, query, documents: texts, ...(limit === undefined ? {} : { [wire.limitName]: limit }) },
    model,
    signal,
  })
  const ranked = results ?? data
  const indexes = new Set(ranked?.map(({ index }) => index))
  if (!ranked || indexes.size !== ranked.length || ranked.some(({ index }) => index >= texts.length))
    throw unreadable(wire.url)
  return {
    results: ranked
      .map(({ index, relevance_score: score }) => ({ index, score }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit ?? texts.length),
    usage: countedOf(usage?.total_tokens, meta?.billed_units?.search_units),
  }
}

function countedOf(tokens: number | undefined, searches: number | undefined): CountedTokens | CountedSearches | null {
  if (searches !== undefined) return { searches }
  return tokens === undefined ? null : { inputTokens: tokens, outputTokens: 0 }
}
