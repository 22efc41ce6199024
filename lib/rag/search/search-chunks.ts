import 'server-only'
import { EVERYONE, type Viewer } from '@/lib/core/knowledge/document-access'
import type { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { Database } from '@/lib/db/database'
import type { ChatMessage } from '@/lib/engine/model-requests'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { readsLanguage } from '../indexes/reads-language'
import { openWords } from '../lexical/ranking/open-lexical-index'
import { detectLanguage } from '../text/detect-language'
import { withSearchPriority } from '../text/yield-to-event-loop'
import { type Candidates, findCandidates } from './candidates/find-candidates'
import type { FusedCandidate } from './candidates/fuse'
import { joinByTokens } from './candidates/fuse-by-tokens'
import type { PassageParts } from './candidates/load-candidates'
import { joinCandidates } from './candidates/merge-candidates'
import { documentCondition } from './document-condition'
import { type OpenedSearch, openSearch, rememberedSearch, type SearchedIndex } from './open-search'
import { bestPassages } from './passages/best-passages'
import { copiesLast, wholeTextOf } from './passages/duplicates-last'
import { type ExpandedPassage, expandPassages } from './passages/expand-passages'
import { pickPassages } from './passages/pick-passages'
import { type EmbeddedQuestion, type EmbedQuestions, embedQuestions } from './query/embed-questions'
import { type KnownField, type PreparedQuestion, prepareQuestion } from './query/prepare-question'
import { type OrderedCandidate, orderCandidates } from './rerank/rerank-candidates'
import type { SearchModels } from './search-models'
import type { SearchScope } from './search-scope'

const MAX_QUERY_CHARACTERS = 2_000
const NOTHING_FOUND = problem('knowledge.nothingFound')

export interface SearchChunksOptions {
  db: Database
  workspaceId: string
  knowledgeBaseId: string
  query: string
  options: RetrievalOptions
  /** The viewer whose documents are searched; without one only public documents. */
  viewer?: Viewer
  embed: EmbedQuestions
  history?: readonly ChatMessage[]
  /** Metadata fields, for filters extracted from the question. */
  fields?: readonly KnownField[]
  /** Null to skip the steps that need a model. */
  models?: SearchModels | null
  /** Combined with the filters of the options. */
  filters?: readonly FilterCondition[]
  /** Called at the end with the candidates of each step, for explanations of a search. */
  onStages?: (stages: SearchStages) => void
  signal?: AbortSignal | undefined
}

/** The candidates of each step. */
export interface SearchStages {
  index: SearchedIndex
  scope: SearchScope
  /** All queries, the question first, each with its vector if there is one. */
  searched: { text: string; vector: Float32Array | null }[]
  /** Fused list before truncation, best first. */
  joined: FusedCandidate[]
  ordered: OrderedCandidate[]
  selected: OrderedCandidate[]
  isEnough: boolean
}

export interface SearchResult {
  passages: RetrievedPassage[]
  /** Why there are no passages, in a sentence; else null. */
  reason: Problem | null
  /** Information about this search for the user, in a sentence. */
  hint: Problem | null
  /** The prepared question. */
  prepared: PreparedQuestion
  /** Probability that the best passage contains the answer, 0..1. */
  confidence: number
}

/** Finds passages for a question, best first: hybrid keyword and vector search, fused, then reranked. */
export async function searchChunks(request: SearchChunksOptions): Promise<SearchResult> {
  const { db, options, models = null } = request
  const query = request.query.slice(0, MAX_QUERY_CHARACTERS).replaceAll('\0', ' ').trim()
  const prepared = await prepareQuestion({
    question: query,
    history: request.history ?? [],
    options,
    fields: request.fields ?? [],
    models,
  })
  const documents = documentCondition(request.viewer === undefined ? EVERYONE : request.viewer, [
    options.filters,
    { match: 'all', conditions: [...prepared.conditions, ...(request.filters ?? [])] },
  ])
  const language = detectLanguage(prepared.question)
  const searchedQuestion = { ...prepared, language, rerank: fitFor(language, options.rerank) }
  const found = await findAll(request, searchedQuestion, documents)
  const { index, scope, searched, embedded, isRead } = found
  const { joined, ordered } = await rerankCandidates(request, searchedQuestion, found)
  const confidence = ordered[0]?.confidence ?? 0
  const isEnough = confidence >= options.result.threshold
  const selected = isEnough ? pickPassages(ordered, options.limit, options.result) : []
  const expanded = await expandPassages(db, scope, selected, options.result)
  const withVectors = searched.map((text, index) => ({ text, vector: embedded[index]?.vector ?? null }))
  request.onStages?.({ index, scope, searched: withVectors, joined, ordered, selected, isEnough })
  const reasonForNone = isEnough ? NOTHING_FOUND : tooUnsure(confidence)
  return {
    passages: expanded.map((passage) => toPassage(request.knowledgeBaseId, passage)),
    reason: expanded.length > 0 ? null : reasonForNone,
    hint: isRead ? null : hintFor(index),
    prepared,
    confidence,
  }
}

/** The prepared question with the effects of its language. */
interface SearchedQuestion extends PreparedQuestion {
  language: string
  rerank: RetrievalOptions['rerank']
}

interface Found {
  index: SearchedIndex
  scope: SearchScope
  /** All queries, the question first. */
  searched: string[]
  embedded: EmbeddedQuestion[]
  /** Whether the embedding model supports the question's language. */
  isRead: boolean
  /** Columns needed to compare passages besides their texts. */
  parts: Omit<PassageParts, 'dims'>
  lists: Candidates[]
}

/** Uses the cached index state, and retries if it has changed. */
async function findAll(
  request: SearchChunksOptions,
  prepared: SearchedQuestion,
  documents: Pick<SearchScope, 'documents' | 'isNarrow'>,
): Promise<Found> {
  const { db } = request
  const remembered = rememberedSearch(db, request, documents)
  if (remembered) {
    const found = await findOpened(request, prepared, documents.isNarrow, remembered)
    if (found.lists.every(({ isSame }) => isSame)) return found
  }
  const opened = await withSearchPriority(() => openSearch(db, request, documents))
  return await findOpened(request, prepared, documents.isNarrow, opened)
}

async function findOpened(
  request: SearchChunksOptions,
  prepared: SearchedQuestion,
  isNarrow: boolean,
  { index, documents, segmentIds, allowed, state }: OpenedSearch,
): Promise<Found> {
  const { db, workspaceId, knowledgeBaseId, options, embed, signal } = request
  const address = { workspaceId, knowledgeBaseId, indexId: index.id }
  const scope = { ...address, languages: index.textLanguages, documents, isNarrow }
  const searched = [prepared.question, ...prepared.parts, ...prepared.wordings].filter((text) => text !== '')
  // Vectors of an unsupported language rank noise above good keyword matches.
  const isRead = readsLanguage(index.languages, prepared.language)
  const [embedded, heads] = await Promise.all([
    isRead && options.search.mode !== 'lexical' ? embedQuestions(embed, { index, signal }, searched, prepared) : [],
    openWords(db, scope, segmentIds),
  ])
  signal?.throwIfAborted()
  const { search } = options
  // Only this reranker uses sketches, which are four times as large as all other data of a passage.
  const withSigns = prepared.rerank.by === 'features' && (embedded[0]?.tokens ?? null) !== null
  // Neighbors are only used for reranking.
  const parts = { withSigns, withNeighbours: prepared.rerank.by !== 'none' }
  // Fusing lists needs all ranks, and explanations show the complete list.
  const first = searched.length === 1 && !request.onStages ? { count: wantedOf(options), parts } : null
  const find = (query: string, index: number) => {
    const { vector, tokens = null } = embedded[index] ?? {}
    const compared = vector ? { vector, tokens: withSigns ? tokens : null } : null
    return findCandidates(db, { scope, query, embedded: compared, search, allowed, heads, state, first })
  }
  const lists = await withSearchPriority(() => Promise.all(searched.map(find)))
  return { index, scope, searched, embedded, isRead, parts, lists }
}

/** Number of candidates to examine, best first. */
const wantedOf = ({ limit, rerank }: RetrievalOptions) => Math.max(limit, rerank.by === 'none' ? 0 : rerank.candidates)

async function rerankCandidates(
  { db, options, models = null }: SearchChunksOptions,
  { question, rerank, ...prepared }: SearchedQuestion,
  { scope, lists, embedded, parts }: Found,
): Promise<{ joined: FusedCandidate[]; ordered: OrderedCandidate[] }> {
  const { candidates, rest, rows, hasCopies } = await bestPassages(db, scope, {
    joined: joinCandidates(lists.map(({ fused }) => fused)),
    whole: lists.length === 1 ? (lists[0]?.whole ?? null) : null,
    known: lists[0]?.rows ?? null,
    wanted: wantedOf(options),
    limit: options.limit,
    parts: { vector: embedded[0]?.vector ?? null, ...parts },
  })
  const judged = lists.slice(0, 1 + prepared.parts.length).map((list) => list.question)
  // Ranks and scores do not mix: several lists were fused by rank, and so was a single one if the
  // settings say so.
  const isByScores = lists.length === 1 && options.search.fusion === 'weighted'
  const signs = (isByScores && judged[0]?.signs) || null
  const rejoined = joinByTokens([...candidates, ...rest], candidates.length, rows, signs)
  const ordered = await orderCandidates({
    query: question,
    questions: judged,
    rows,
    models,
    rerank,
    candidates: rejoined.slice(0, candidates.length),
  })
  if (!hasCopies) return { joined: rejoined, ordered }
  const { first, copies } = copiesLast(ordered, ({ row }) => wholeTextOf(row))
  return { joined: rejoined, ordered: [...first, ...copies] }
}

function hintFor({ embedder }: SearchedIndex): Problem {
  return embedder.connection === 'builtin'
    ? problem('knowledge.languageUnreadBuiltin')
    : problem('knowledge.languageUnread', { model: embedder.model })
}

/**
 * The features are fitted on words. Character pairs are less informative than the fused ranks, so
 * that reranking would make Chinese results worse.
 */
function fitFor(language: string, rerank: RetrievalOptions['rerank']): RetrievalOptions['rerank'] {
  const isUnspaced = ['zh', 'ja', 'ko', 'th'].includes(language)
  return rerank.by === 'features' && isUnspaced ? { ...rerank, by: 'none' } : rerank
}

function tooUnsure(confidence: number): Problem {
  return problem('knowledge.tooUnsure', { percent: Math.round(confidence * 100) })
}

function toPassage(knowledgeBaseId: string, { item, text, start, end }: ExpandedPassage): RetrievedPassage {
  const { candidate, row } = item
  return {
    chunkId: row.id,
    documentId: row.documentId,
    documentName: row.documentName,
    knowledgeBaseId,
    headings: row.headings,
    text,
    page: row.page,
    start,
    end,
    vectorRank: candidate.vectorRank,
    keywordRank: candidate.keywordRank,
    fusedScore: candidate.joined,
    fusedRank: item.fusedRank,
    similarity: candidate.similarity,
    wordScore: candidate.words,
    confidence: item.confidence,
    score: item.score,
  }
}
