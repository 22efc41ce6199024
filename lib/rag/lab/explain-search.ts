import 'server-only'
import type { LabTrace, TraceVerdict } from '@/lib/contracts/retrieval-lab-explain'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { copiesLast, wholeTextOf } from '../search/passages/duplicates-last'
import { pickPassages } from '../search/passages/pick-passages'
import type { OrderedCandidate } from '../search/rerank/rerank-candidates'
import { type SearchChunksOptions, type SearchResult, type SearchStages, searchChunks } from '../search/search-chunks'
import { type DocumentState, readDocumentState } from './document-state'
import { type ExpectedChunk, findExpectedChunks } from './find-expected-chunks'
import { findPlaces, type Target, toTargets } from './find-places'
import { adviceFor, type ResultRule, type TraceFacts, verdictOf } from './judge-trace'
import { type ExactPlace, rankByVector, rankByWords } from './rank-exactly'

export interface ExplainedSearch {
  result: SearchResult
  stages: SearchStages
  /** Ranks of the expected passages, in order. */
  traces: LabTrace[]
}

const SHOWN_CHARACTERS = 600
const MAX_BY_WORDS = 20
const NOWHERE: ExactPlace = { similarity: null, vectorRank: null, wordScore: 0, keywordRank: null }

/** Runs a search and traces each expected passage through its steps. */
export async function explainSearch(
  request: SearchChunksOptions,
  expected: readonly ExpectedPassage[],
): Promise<ExplainedSearch> {
  let stages: SearchStages | null = null
  const result = await searchChunks({
    ...request,
    onStages: (reported) => {
      stages = reported
    },
  })
  const reported: SearchStages | null = stages
  if (reported === null) throw new TypeError('A search reports its stages before it ends.')
  const targets = toTargets(expected)
  const places = findPlaces(result.passages, targets)
  const traces: LabTrace[] = []
  for (const [index, target] of targets.entries())
    traces.push(await traceOf({ request, result, stages: reported, target, place: places[index] ?? null }))
  return { result, stages: reported, traces }
}

interface Tracing {
  request: SearchChunksOptions
  result: SearchResult
  stages: SearchStages
  target: Target
  place: number | null
}

async function traceOf(tracing: Tracing): Promise<LabTrace> {
  const { request, result, stages, target, place } = tracing
  const holding = await findExpectedChunks(request.db, stages.scope, target)
  const candidateIds = new Set([...stages.ordered.map(({ row }) => row.id), ...stages.joined.map(({ id }) => id)])
  const isCandidate = holding.some(({ id }) => candidateIds.has(id))
  const chunks = isCandidate ? holding.filter(({ id }) => candidateIds.has(id)) : holding
  const question = {
    db: request.db,
    scope: stages.scope,
    query: stages.searched[0]?.text ?? request.query,
    vector: stages.searched[0]?.vector ?? null,
  }
  const byVector = await rankByVector({ ...question, chunks })
  // A whole document may have hundreds of chunks, whose keyword ranks are computed one by one.
  const byWords = byVector.size === 0 ? await rankByWords({ ...question, chunks: chunks.slice(0, MAX_BY_WORDS) }) : null
  const passage = place === null ? undefined : result.passages[place - 1]
  const placed = new Map(chunks.map(({ id }) => [id, { ...NOWHERE, ...byVector.get(id), ...byWords?.get(id) }]))
  const chunk = furthest(chunks, stages, placed, passage)
  const words = byWords ?? (await rankByWords({ ...question, chunks: chunk ? [chunk] : [] }))
  const exact = chunk ? { ...NOWHERE, ...byVector.get(chunk.id), ...words.get(chunk.id) } : NOWHERE
  const documentId = chunk?.documentId ?? target.expected.documentId
  const state = documentId === null ? null : await stateOf(tracing, documentId)
  const facts = factsOf(chunk, stages, exact, request.options)
  const verdict = place === null ? keptOut(chunk, state, facts, request) : 'found'
  const { sameDocumentBefore: _before, isEnough: _isEnough, keptOutBy: _rules, ...shown } = facts
  return {
    expected: target.expected,
    verdict,
    place,
    ...shown,
    chunk: chunk ? toShown(chunk) : null,
    failing: state?.failing ?? [],
    access: state?.access ?? null,
    failure: verdict === 'document-failed' ? (state?.failure ?? null) : null,
    failureRef: verdict === 'document-failed' ? (state?.failureRef ?? null) : null,
    advice: adviceFor(verdict, facts, request.options),
  }
}

function stateOf({ request, result }: Tracing, documentId: string): Promise<DocumentState | null> {
  const { db, workspaceId, viewer = [], options } = request
  const conditions = [...result.prepared.conditions, ...(request.filters ?? [])]
  const filters = [options.filters, { match: 'all' as const, conditions }]
  return readDocumentState({ db, workspaceId, documentId, viewer, filters })
}

/** The first reason along the search pipeline counts. */
function keptOut(
  chunk: ExpectedChunk | null,
  state: DocumentState | null,
  facts: TraceFacts,
  { options }: SearchChunksOptions,
): TraceVerdict {
  if (!state) return 'document-gone'
  if (state.isDeleted) return 'document-deleted'
  // A document whose new file failed to parse is still found by its previous text.
  if (state.failure !== null && (!state.isReady || !chunk)) return 'document-failed'
  if (!state.isReady) return 'document-not-ready'
  if (!chunk) return 'text-gone'
  if (!state.isSeen) return 'not-seen'
  if (state.failing.length > 0) return 'filtered'
  return verdictOf(facts, options)
}

/** Of the chunks that contain the passage: the returned chunk, or the chunk that was dropped last. */
function furthest(
  chunks: readonly ExpectedChunk[],
  { ordered, joined }: SearchStages,
  exact: ReadonlyMap<string, ExactPlace>,
  passage: RetrievedPassage | undefined,
): ExpectedChunk | null {
  const placeIn = (ids: readonly string[], id: string) => {
    const index = ids.indexOf(id)
    return index < 0 ? Number.POSITIVE_INFINITY : index
  }
  const [orderedIds, joinedIds] = [ordered.map(({ row }) => row.id), joined.map(({ id }) => id)]
  const keysOf = ({ id }: ExpectedChunk) => [
    id === passage?.chunkId ? 0 : 1,
    placeIn(orderedIds, id),
    placeIn(joinedIds, id),
    exact.get(id)?.vectorRank ?? Number.POSITIVE_INFINITY,
    exact.get(id)?.keywordRank ?? Number.POSITIVE_INFINITY,
  ]
  const sorted = chunks.map((chunk) => ({ chunk, keys: keysOf(chunk) })).sort((a, b) => compareKeys(a.keys, b.keys))
  return sorted[0]?.chunk ?? null
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, key] of a.entries()) {
    const other = b[index] ?? 0
    if (key !== other) return key < other ? -1 : 1
  }
  return 0
}

function factsOf(
  chunk: ExpectedChunk | null,
  { ordered, selected, joined, isEnough }: SearchStages,
  exact: ExactPlace,
  { limit, result }: RetrievalOptions,
): TraceFacts & ExactPlace {
  const rankOf = (index: number) => (index < 0 ? null : index + 1)
  const orderIndex = chunk ? ordered.findIndex(({ row }) => row.id === chunk.id) : -1
  const betterPassages = ordered.slice(0, Math.max(0, orderIndex))
  return {
    ...exact,
    fusedRank: rankOf(chunk ? joined.findIndex(({ id }) => id === chunk.id) : -1),
    orderRank: rankOf(orderIndex),
    sameDocumentBefore: betterPassages.filter(({ row }) => row.documentId === chunk?.documentId).length,
    isEnough,
    copyOf: copyOf(chunk, selected),
    keptOutBy: chunk && isEnough ? rulesAgainst(chunk.id, ordered, { limit, result }) : [],
  }
}

/** The document of the first returned passage with identical text; of copies, a search returns one first. */
function copyOf(chunk: ExpectedChunk | null, selected: readonly OrderedCandidate[]): string | null {
  if (!chunk) return null
  const first = selected.find(
    ({ row }) => row.id !== chunk.id && copiesLast([row, chunk], wholeTextOf).copies.length === 1,
  )
  return first?.row.documentName ?? null
}

/** The result rules that exclude the passage: one that does so alone, else both. */
function rulesAgainst(
  id: string,
  ordered: readonly OrderedCandidate[],
  { limit, result }: Pick<RetrievalOptions, 'limit' | 'result'>,
): ResultRule[] {
  const isReturned = (overrides: Partial<RetrievalOptions['result']>) =>
    pickPassages(ordered, limit, { ...result, ...overrides }).some(({ row }) => row.id === id)
  if (isReturned({})) return []
  if (isReturned({ perDocument: 0 })) return ['per-document']
  if (isReturned({ diversity: 0 })) return ['variety']
  return isReturned({ perDocument: 0, diversity: 0 }) ? ['per-document', 'variety'] : []
}

function toShown({ id, documentName, headings, page, text }: ExpectedChunk): LabTrace['chunk'] {
  return { chunkId: id, documentName, headings, page, text: text.slice(0, SHOWN_CHARACTERS) }
}
