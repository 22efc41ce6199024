import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import type { EmbeddedText } from '@/lib/models/builtin/embedder-protocol'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { toCutText } from '@/lib/rag/indexes/embed-passages'
import { rankByWords } from '@/lib/rag/lexical/ranking/find-by-keywords'
import { makeSegment } from '@/lib/rag/lexical/segments/make-segment'
import { TermList } from '@/lib/rag/lexical/segments/term-list'
import { type FusedCandidate, fuse } from '@/lib/rag/search/candidates/fuse'
import { joinByTokens } from '@/lib/rag/search/candidates/fuse-by-tokens'
import { type ReadPassage, readPassage } from '@/lib/rag/search/passages/read-passage'
import { toWeightedTerms } from '@/lib/rag/search/query/term-query'
import { type RerankQuestion, readQuestion, rerankFeatures } from '@/lib/rag/search/rerank/rerank-features'
import { embedReadCached, type Passage } from '../retrieval-data'

/** Channel results of a question, best first, before token scores. */
export interface JoinedInMemory {
  kept: FusedCandidate[]
  question: RerankQuestion
  /** The retained ones, by id. */
  rows: Map<string, { signs: Uint8Array | null }>
  /** Cosine of each chunk to the question. */
  similarities: number[]
}

export interface FoundInMemory {
  /** Features of RERANK_FEATURES. */
  features: number[]
  /** The passage of the chunk. */
  group: string
}

/**
 * The first half of a search without a database: channels, fusion and features are the product's functions; only
 * nearest vectors and rows are in memory. Thousands of questions take a minute instead of half an hour. Misspelled words
 * are not corrected.
 */
export async function openInMemory(passages: readonly Passage[]) {
  const chunks = passages.flatMap(({ id, title, text }) =>
    chunkDocument({ document: { title, text, pages: [], sections: [] }, countTokens }).map((chunk) => ({
      ...chunk,
      group: id,
    })),
  )
  const embedded = await embedReadCached('chunks', 'passage', chunks.map(toCutText))
  const vectors = Float32Array.from(embedded.flatMap(({ vector }) => [...vector]))
  const segment = await makeSegment(chunks.map(({ text, context }, number) => ({ number, text, context })))
  const sum = (lengths: Uint16Array) => lengths.reduce((total, length) => total + length, 0)
  const totals = {
    chunkCount: chunks.length,
    textTerms: sum(segment.textLengths),
    contextTerms: sum(segment.contextLengths),
  }
  const { search, rerank } = RetrievalOptions.parse({})
  const read = new Map<number, ReadPassage>()

  function passageAt(index: number): ReadPassage {
    const passage = read.get(index) ?? readPassage(chunks[index] ?? { text: '', context: '' })
    read.set(index, passage)
    return passage
  }

  /** One fused list for each weight of semantic search. */
  function joinedBy(query: string, { vector, tokens }: EmbeddedText, shares: readonly number[]): JoinedInMemory[] {
    const similarities = similaritiesOf(vector, vectors)
    const nearest = [...similarities.keys()]
      .sort((a, b) => (similarities[b] ?? 0) - (similarities[a] ?? 0))
      .slice(0, search.candidates)
    const terms = toWeightedTerms(query)
    const lists = terms.map(({ term }) => {
      const postings = segment.postings.get(term)
      return postings ? new TermList(Int32Array.from(postings.places), Uint8Array.from(postings.counts)) : null
    })
    const words = { segments: [{ chunks: segment, lists }], totals }
    const ranking = rankByWords({ words, terms, limit: search.candidates, allowed: null, isPatchy: false })
    const hit = (number: number) => ({ id: String(number), number, similarity: similarities[number] ?? 0 })
    const byWords = ranking.best
      .slice(0, search.candidates)
      .map(({ number, score }, index) => ({ ...hit(number), score, rank: index + 1 }))
    const byMeaning = nearest.map((number) => ({ ...hit(number), words: ranking.scoreOf(number) }))
    const knowledge = { idf: ranking.idf, chunkCount: chunks.length, corrections: new Map<string, string>() }
    const question = readQuestion(query, knowledge, { vector, tokens })
    return shares.map((meaningShare) => {
      const fused = fuse(byMeaning, byWords, { by: search.fusion, meaningShare })
      const candidates = fused.slice(0, rerank.candidates)
      const rows = new Map(candidates.map(({ id }) => [id, { signs: embedded[Number(id)]?.signs ?? null }]))
      return { kept: candidates, similarities, question, rows }
    })
  }

  /** Input of the reranker for a question, best of the fused list first. */
  function candidatesOf(query: string, embeddedQuery: EmbeddedText): FoundInMemory[] {
    const [joined] = joinedBy(query, embeddedQuery, [search.meaningShare])
    if (!joined) return []
    const { kept, rows, question, similarities } = joined
    return joinByTokens(kept, kept.length, rows, question.signs).map((candidate) => {
      const index = Number(candidate.id)
      const neighbors = [index - 1, index + 1].filter((other) => chunks[other]?.group === chunks[index]?.group)
      const neighbourSimilarity =
        neighbors.length === 0 ? null : Math.max(...neighbors.map((other) => similarities[other] ?? 0))
      const row = { neighbourSimilarity, signs: embedded[index]?.signs ?? null }
      return {
        features: rerankFeatures(question, candidate, row, passageAt(index)),
        group: groupOf(candidate.id),
      }
    })
  }

  const groupOf = (id: string) => chunks[Number(id)]?.group ?? ''
  return { candidatesOf, joinedBy, groupOf }
}

/** Dot products with rows of equal width in one array. */
function similaritiesOf(vector: Float32Array, rows: Float32Array): number[] {
  const dims = vector.length
  return Array.from({ length: rows.length / dims }, (_, row) => {
    let sum = 0
    for (let dim = 0; dim < dims; dim += 1) sum += (vector[dim] ?? 0) * (rows[row * dims + dim] ?? 0)
    return sum
  })
}
