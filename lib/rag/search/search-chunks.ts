import 'server-only'
import type { Database } from '@/lib/db/database'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { activeIndex, type IndexRow } from '../indexes/read-indexes'
import { readsLanguage } from '../indexes/reads-language'
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
  /** With the model of the index that is searched. */
  embed: (texts: string[], options: { index: IndexRow; signal?: AbortSignal | undefined }) => Promise<Float32Array[]>
  signal?: AbortSignal | undefined
}

export interface SearchResult {
  passages: RetrievedPassage[]
  /** What the person may want to know about this search, in a sentence. */
  hint: string | null
}

/** Passages for a question, best first: by words and by meaning, fused, then reordered by what the texts hold. */
export async function searchChunks(options: SearchChunksOptions): Promise<SearchResult> {
  const { db, workspaceId, knowledgeBaseId, limit, signal } = options
  const query = options.query.slice(0, MAX_QUERY_CHARACTERS).replaceAll('\0', ' ').trim()
  if (!query) return { passages: [], hint: null }
  const index = await activeIndex(db, { workspaceId, knowledgeBaseId })
  const scope = { workspaceId, knowledgeBaseId, indexId: index.id }
  const terms = toQueryTerms(query)
  // Vectors of a language that the model does not read put noise in front of good word matches.
  const readable = readsLanguage(index.languages, detectLanguage(query))
  const [statistics, vector] = await Promise.all([
    readTermStatistics(db, scope, terms),
    readable ? options.embed([query], { index, signal }).then(([first]) => first ?? null) : null,
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
    hint: readable ? null : hintFor(index),
  }
}

function hintFor({ embedder }: IndexRow): string {
  const name = embedder.connection === 'builtin' ? 'The built-in embedding model' : embedder.model
  return `${name} does not read this language, so this search went by words alone. Under Settings you can choose a model for many languages.`
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
