import 'server-only'
import type { Database } from '@/lib/db/database'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { activeIndex } from '../indexes/read-indexes'
import { detectLanguage } from '../text/detect-language'
import { findByTerms, findByVector } from './find-candidates'
import { type FusedCandidate, fuseRanks } from './fuse-ranks'
import { type CandidateRow, loadCandidates } from './load-candidates'
import { rerankScore } from './rerank'
import { rerankFeatures } from './rerank-features'
import { toQueryTerms } from './term-query'
import { readTermStatistics } from './term-statistics'

const RERANKED = 20
const MAX_QUERY_CHARACTERS = 2_000

export interface SearchChunksOptions {
  db: Database
  workspaceId: string
  knowledgeBaseId: string
  query: string
  /** At most 50. */
  limit: number
  embed: (texts: string[], options: { signal?: AbortSignal | undefined }) => Promise<Float32Array[]>
  /** ISO codes that the embedding model reads. */
  languages?: readonly string[]
  signal?: AbortSignal | undefined
}

export interface SearchResult {
  passages: RetrievedPassage[]
  /** What the person may want to know about this search, in a sentence. */
  hint: string | null
}

/** Passages for a question, best first: by words and by meaning, fused, then reordered by what the texts hold. */
export async function searchChunks(options: SearchChunksOptions): Promise<SearchResult> {
  const { db, workspaceId, knowledgeBaseId, limit, signal, languages = ['en'] } = options
  const query = options.query.slice(0, MAX_QUERY_CHARACTERS).replaceAll('\0', ' ').trim()
  if (!query) return { passages: [], hint: null }
  const { id: indexId } = await activeIndex(db, { workspaceId, knowledgeBaseId })
  const scope = { workspaceId, knowledgeBaseId, indexId }
  const terms = toQueryTerms(query)
  // Vectors of a language that the model does not read put noise in front of good word matches.
  const readable = ['und', ...languages].includes(detectLanguage(query))
  const [statistics, vector] = await Promise.all([
    readTermStatistics(db, scope, terms),
    readable ? options.embed([query], { signal }).then(([first]) => first ?? null) : null,
  ])
  signal?.throwIfAborted()
  const [byVector, byTerms] = await Promise.all([
    vector ? findByVector(db, scope, vector, statistics.chunkCount) : [],
    findByTerms(db, scope, terms, statistics),
  ])
  const candidates = fuseRanks(byVector, byTerms).slice(0, Math.max(limit, RERANKED))
  const ids = candidates.map(({ id }) => id)
  const loaded = await loadCandidates(db, scope, ids, vector)
  const ordered = reorder(candidates, loaded, terms, statistics.idf)
  return {
    passages: ordered
      .slice(0, limit)
      .map(({ candidate, row, score }) => toPassage(knowledgeBaseId, candidate, row, score)),
    hint: readable ? null : 'The built-in embedding model reads English, so this search went by words alone.',
  }
}

interface Scored {
  candidate: FusedCandidate
  row: CandidateRow
  score: number
}

function reorder(
  candidates: readonly FusedCandidate[],
  loaded: ReadonlyMap<string, CandidateRow>,
  queryTerms: readonly string[],
  idf: (term: string) => number,
): Scored[] {
  const bestSimilarity = Math.max(0, ...[...loaded.values()].map(({ similarity }) => similarity ?? 0))
  const scored = candidates.flatMap((candidate, index) => {
    const row = loaded.get(candidate.id)
    // Deleted between two statements.
    if (!row) return []
    const score =
      index < RERANKED ? rerankScore(rerankFeatures({ queryTerms, idf, candidate, row, bestSimilarity })) : -1e6 - index
    return [{ candidate, row, score }]
  })
  return scored.sort((a, b) => b.score - a.score)
}

function toPassage(
  knowledgeBaseId: string,
  candidate: FusedCandidate,
  row: CandidateRow,
  score: number,
): RetrievedPassage {
  return {
    chunkId: row.id,
    documentId: row.documentId,
    documentName: row.documentName,
    knowledgeBaseId,
    headings: row.headings,
    text: row.text,
    page: row.page,
    start: row.start,
    end: row.end,
    vectorRank: candidate.vectorRank,
    keywordRank: candidate.keywordRank,
    fusedScore: candidate.fused,
    score,
  }
}
