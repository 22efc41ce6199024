import { cosine, embedder } from './embeddings'
import { parseAnswer } from './rerank-answer'
import type { Passage } from './values'

export interface RerankCall {
  question: string
  passages: readonly Passage[]
  limit: number
  /** The rerank model of the service at RERANK_URL; null to use embeddings. */
  model: string | null
  signal?: AbortSignal | undefined
}

/**
 * The passages most relevant to a question, by a rerank model, otherwise by embeddings, otherwise in their original
 * order.
 */
export async function rerankPassages({ question, passages, limit, model, signal }: RerankCall): Promise<Passage[]> {
  const unique = [...new Map(passages.map((passage) => [passage.chunkId, passage])).values()]
  if (unique.length === 0) return []
  if (question.trim() === '') throw new Error('There is no question to rank by.')
  const url = process.env.RERANK_URL
  const texts = unique.map(({ text }) => text)
  const scores =
    model !== null && url
      ? await askService({ url, model, question, texts, limit, signal })
      : await byMeaning(question, texts)
  if (scores === null) return unique.slice(0, limit)
  return unique
    .flatMap((passage, index) => (scores.has(index) ? [{ ...passage, score: scores.get(index) ?? 0 }] : []))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
}

async function askService(call: {
  url: string
  model: string
  question: string
  texts: string[]
  limit: number
  signal: AbortSignal | undefined
}): Promise<Map<number, number>> {
  const { url, model, question, texts, limit, signal } = call
  const key = process.env.RERANK_API_KEY
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({ model, query: question, documents: texts, top_n: Math.min(limit, texts.length) }),
    signal: signal ?? null,
  })
  if (!response.ok) throw new Error(`${new URL(url).host} refused to rank (${response.status}).`)
  return parseAnswer(await response.json())
}

async function byMeaning(question: string, texts: string[]): Promise<Map<number, number> | null> {
  const [wanted = [], ...vectors] = (await embedder()?.([question, ...texts])) ?? []
  return vectors.length === 0 ? null : new Map(vectors.map((vector, index) => [index, cosine(wanted, vector)]))
}
