import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { executeBuilt, type StatementShape } from '@/lib/db/statements/execute-built'
import { isCounted } from '../ingest/hidden-chunks'
import type { RankedChunk } from '../lexical/ranking/best-chunks'
import { type KnownSegment, readHeads } from '../lexical/segments/read-segments'
import type { AllowedDocuments } from '../search/candidates/name-allowed'
import { type SearchScope, shapeOf } from '../search/search-scope'
import { codeVectorsSoon, readVectors } from './read-vectors'
import { preparedQueryVector, QUERY_VECTOR, queryLiteral } from './similarity'
import { rankByCodes } from './vector-codes'
import { castEmbedding, knownVectorIndex, type VectorKind } from './vector-index'

/** Fewer chunks are compared exhaustively, which is exact and about as fast. */
const EXACT_BELOW_CHUNKS = 2_000
/** Cost of a step of an index scan relative to one comparison: 15 and 1.7 microseconds. */
const STEP_COST = 9
/** Limit of an index scan with a selective filter; beyond it the few matching chunks are compared exhaustively. */
const MAX_SCANNED = 20_000
/** Oversampling factor of candidates by codes, which are then compared exactly. */
const OVERSAMPLING = 1.5

/** One text for all chunks, since a row per chunk costs more than its content. */
const Hits = z.tuple([z.object({ list: z.string().nullable() })])

export interface VectorHit {
  id: string
  /** Null if not in a keyword segment yet. */
  number: number | null
  similarity: number
}

export interface VectorSearch {
  scope: SearchScope
  vector: Float32Array
  limit: number
  /** Chunks in the index, regardless of access. */
  chunkCount: number
  /** Documents within the filters; null if unknown. */
  allowed: AllowedDocuments | null
  /** Segments of the index, if known. */
  heads?: readonly KnownSegment[] | null
}

export interface NearestFound {
  /** Nearest first. */
  hits: VectorHit[]
  /** Whether the comparison was exhaustive: no other chunk is nearer than the last one. */
  isExact: boolean
  /** Whether an exhaustive comparison followed a scan that fell short, which ends long after parallel requests. */
  isLate: boolean
}

/** Finds the nearest accessible chunks. */
export async function findByVector(db: Database, search: VectorSearch): Promise<NearestFound> {
  if (search.allowed?.ids.length === 0) return { hits: [], isExact: true, isLate: false }
  const way = await wayFor(db, search)
  const found = await readHits(db, search, way)
  if (isShort(search, way, found)) return { hits: await compareAll(db, search), isExact: true, isLate: true }
  return { hits: found, isExact: way.by === 'comparison', isLate: false }
}

/** Like `findByVector`, without an index. */
export async function compareAll(db: Database, search: VectorSearch): Promise<VectorHit[]> {
  return await readHits(db, search, COMPARISON)
}

/**
 * Strategies: the database's vector index, in-memory ranking by the codes in keyword segments
 * followed by exact comparison, or exhaustive comparison.
 */
export type VectorWay =
  | { by: 'index'; kind: VectorKind }
  | { by: 'codes'; best: readonly RankedChunk[] }
  | { by: 'comparison' }

const COMPARISON: VectorWay = { by: 'comparison' }

/** Selects the strategy; few chunks are compared exhaustively. */
export async function wayFor(db: Database, search: VectorSearch): Promise<VectorWay> {
  const { vector, limit, chunkCount, allowed } = search
  const compared = allowed?.chunks.count ?? chunkCount
  if (compared < EXACT_BELOW_CHUNKS) return COMPARISON
  if (isEmbedded(db)) return await byCodes(db, search)
  const index = await knownVectorIndex(db, vector.length)
  // One index serves all knowledge bases: a scan visits `held / compared` chunks per relevant one.
  return index && compared ** 2 > STEP_COST * limit * index.count ? { by: 'index', kind: index.kind } : COMPARISON
}

async function byCodes(db: Database, { scope, vector, limit, allowed, heads }: VectorSearch): Promise<VectorWay> {
  const indexHeads = heads ?? (await readHeads(db, scope))
  const coded = indexHeads && (await readVectors(db, indexHeads))
  if (coded)
    return { by: 'codes', best: rankByCodes(coded, vector, Math.ceil(limit * OVERSAMPLING), allowed?.chunks ?? null) }
  codeVectorsSoon(db, scope)
  return COMPARISON
}

/** Whether too few chunks were found, because the filter is selective, or the scan ended early. */
export function isShort(
  { limit, scope, chunkCount }: VectorSearch,
  { by }: VectorWay,
  found: readonly VectorHit[],
): boolean {
  // A comparison considers every chunk, so it finds all there are.
  if (by === 'comparison') return false
  const mayFindMore = scope.isNarrow || found.length < chunkCount
  return found.length < limit && mayFindMore
}

/** A statement that selects `id`, `number` and `similarity`, for one that starts with `preparedQueryVector`. */
export interface NearestStatement {
  statement: () => SQL
  /** Distinguishes the statement besides the scope. */
  shape: StatementShape['rest']
  /** Values of its placeholders, except the vector. */
  values: Record<string, string>
}

export function nearestChunks(search: VectorSearch, way: VectorWay): NearestStatement {
  const { vector, limit, allowed, chunkCount } = search
  const shape = [way.by, vector.length, limit]
  if (way.by === 'codes') {
    const numbers = way.best.map(({ number }) => number).join(',')
    return { statement: () => codedChunks(search), shape, values: { numbers } }
  }
  // The filter of a scan is evaluated once for the listed documents, if there are fewer than the
  // rows that it visits.
  const isListed =
    allowed !== null && (way.by !== 'index' || allowed.ids.length * allowed.chunks.count < limit * chunkCount)
  return {
    statement: () =>
      way.by === 'index' ? scannedChunks(search, way.kind, isListed) : comparedChunks(search, isListed),
    shape: [...shape, isListed, way.by === 'index' ? way.kind : null],
    values: isListed ? { documents: allowed.ids.join(',') } : {},
  }
}

function codedChunks({ scope, vector, limit }: VectorSearch): SQL {
  const { workspaceId, knowledgeBaseId, indexId } = scope
  const numbers = sql`string_to_array(${sql.placeholder('numbers')}, ',')::bigint[]`
  // A join instead of `= any`: without statistics the planner would scan all chunks against the
  // list.
  const from = sql`unnest(${numbers}) as wanted(number)
    join chunks c on c.index_id = ${indexId} and c.number = wanted.number join documents d on d.id = c.document_id`
  const condition = sql`c.workspace_id = ${workspaceId} and c.knowledge_base_id = ${knowledgeBaseId}
    and ${isCounted('c', scope)} and ${scope.documents}`
  return select(vector.length, sql`(c.embedding <=> ${QUERY_VECTOR})`, from, condition, limit)
}

function scannedChunks({ scope, vector, limit }: VectorSearch, kind: VectorKind, isListed: boolean): SQL {
  const target = sql`(select vector::${sql.raw(`${kind}(${vector.length})`)} from query)`
  const distance = sql`((${castEmbedding(kind, vector.length)}) <=> ${target})`
  // A filter of the index scan instead of a join, which could become a full sort. It is evaluated once if the
  // documents are listed, otherwise for each visited row.
  const seen = isListed
    ? sql`(c.document_id in (select d.id from documents d where ${NAMED} and ${scope.documents})) is true`
    : sql`(select ${scope.documents} from documents d where d.id = c.document_id)`
  // The iterative scan continues until enough rows match (pgvector 0.8), in relaxed order. The strict order
  // drops late finds: with a filter that 10 % pass, it found 90.7 % of the best 50 instead of 96.4 %. The
  // scan reads its settings with the first row. That row depends on a value which is set here, so the scan
  // starts after it.
  return sql`select found.* from (select set_config('hnsw.ef_search', ${String(Math.max(100, 2 * limit))}, true) as set,
        set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.max_scan_tuples', ${String(MAX_SCANNED)}, true) offset 0) settings,
      lateral (${select(vector.length, distance, sql`chunks c`, sql`settings.set is not null and ${isOwn(scope)} and ${isCounted('c', scope)} and ${seen}`, limit)}) found`
}

function comparedChunks({ scope, vector, limit }: VectorSearch, isListed: boolean): SQL {
  const distance = sql`(c.embedding <=> ${QUERY_VECTOR})`
  const from = sql`chunks c join documents d on d.id = c.document_id`
  // Not a bare column, so that the planner does not use the index, which cannot continue beyond its limit.
  const condition = isListed ? sql`${NAMED} and ${scope.documents}` : scope.documents
  const isOfIndex = sql`c.index_id = ${scope.indexId} and ${isOwn(scope)}`
  return select(
    vector.length,
    sql`(${distance} + 0)`,
    from,
    sql`${isOfIndex} and ${isCounted('c', scope)} and ${condition}`,
    limit,
  )
}

/**
 * The planner multiplies the selectivities of workspace, knowledge base and index as if they were
 * independent, and expects hardly any rows. It would then sort all chunks of the index instead of scanning
 * it, and join unlisted chunks with every document of the installation. `wayFor` knows the better plan, so
 * these conditions are hidden from the planner.
 */
function isOwn({ workspaceId, knowledgeBaseId, indexId }: SearchScope): SQL {
  return sql`case when c.index_id = ${indexId} then c.workspace_id = ${workspaceId} and c.knowledge_base_id = ${knowledgeBaseId} end`
}

/** The listed documents, in a subquery, so that the planner does not estimate their number and replan each search. */
const NAMED = sql`d.id = any((select string_to_array(${sql.placeholder('documents')}, ',')::uuid[])::uuid[])`

function select(dims: number, distance: SQL, from: SQL, condition: SQL, limit: number): SQL {
  // The distance is computed once; written twice it would be computed twice per chunk. The limit is
  // a literal: for a parameter PostgreSQL assumes the worst and replans each search, which takes
  // half a millisecond.
  return sql`select id, number, 1 - distance as similarity from (
    select c.id, c.number, ${distance} as distance from ${from}
    where c.dims = ${sql.raw(String(Number(dims)))} and ${condition}
    order by distance limit ${sql.raw(String(Math.trunc(limit)))}) found order by distance`
}

async function readHits(db: Database, search: VectorSearch, way: VectorWay): Promise<VectorHit[]> {
  const { statement, shape, values } = nearestChunks(search, way)
  const parameters = { vector: queryLiteral(search.vector), ...values }
  const build =
    () => sql`with ${preparedQueryVector()} select string_agg(id || ' ' || coalesce(number::text, '') || ' ' || similarity, ',') as list
    from (${statement()}) found`
  const [{ list }] = Hits.parse(rows(await executeBuilt(db, shapeOf(search.scope, shape), build, parameters)))
  const found = (list ?? '').split(',').flatMap(readHit)
  // An iterative scan may return nearer rows later.
  return found.sort((a, b) => b.similarity - a.similarity)
}

function readHit(item: string): VectorHit[] {
  const [id, number = '', similarity = ''] = item.split(' ')
  return id ? [{ id, number: number === '' ? null : Number(number), similarity: Number(similarity) }] : []
}
