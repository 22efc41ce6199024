import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import type { AllowedDocuments } from './name-allowed'
import type { SearchScope } from './search-scope'
import { toVectorLiteral } from './similarity'
import { castEmbedding, knownVectorIndex, type VectorKind } from './vector-index'

/** Fewer chunks than this are compared one by one, which is exact and about as fast. */
const EXACT_BELOW_CHUNKS = 2_000
/** What an index scan takes to come to its next chunk, as a multiple of what a comparison takes: 15 and 1.7 microseconds. */
const STEP_COST = 9
/** An index scan looks at so many before it gives up on a filter that few pass; then these few are compared one by one. */
const MAX_SCANNED = 20_000

const Hit = z.object({ id: z.string(), number: z.coerce.number().nullable(), similarity: z.coerce.number() })
export type VectorHit = z.infer<typeof Hit>

export interface VectorSearch {
  scope: SearchScope
  vector: Float32Array
  limit: number
  /** Of the index, whoever may see them. */
  chunkCount: number
  /** What is known beforehand of the documents within the filters; null: nothing. */
  allowed: AllowedDocuments | null
}

/** The chunks nearest in meaning among those that may be seen, best first. */
export async function findByVector(db: Database, search: VectorSearch): Promise<VectorHit[]> {
  if (search.allowed?.ids.length === 0) return []
  const kind = await indexFor(db, search)
  const found = await hits(db, nearestChunks(search, kind))
  return kind !== null && isShort(search, found) ? await compareAll(db, search) : found
}

/** As above, without an index. */
export async function compareAll(db: Database, search: VectorSearch): Promise<VectorHit[]> {
  return await hits(db, nearestChunks(search, null))
}

/** The index that is worth going by; null: the chunks are few enough to be compared one by one. */
export async function indexFor(
  db: Database,
  { vector, limit, chunkCount, allowed }: VectorSearch,
): Promise<VectorKind | null> {
  const compared = allowed?.chunks.count ?? chunkCount
  if (compared < EXACT_BELOW_CHUNKS) return null
  const index = await knownVectorIndex(db, vector.length)
  // One index serves all knowledge bases: a scan passes `held / compared` chunks for each that it may give.
  return index && compared ** 2 > STEP_COST * limit * index.held ? index.kind : null
}

/** Of what an index gave: the filter lets few through, or the scan ended early. Few are compared quickly. */
export function isShort({ limit, scope, chunkCount }: VectorSearch, found: readonly VectorHit[]): boolean {
  return found.length < limit && (scope.isNarrow || found.length < chunkCount)
}

/** A statement of `id`, `number` and `similarity`. @param kind null: all are compared, which is exact */
export function nearestChunks(search: VectorSearch, kind: VectorKind | null): SQL {
  return kind === null ? comparedChunks(search) : scannedChunks(search, kind)
}

function scannedChunks({ scope, vector, limit, allowed }: VectorSearch, kind: VectorKind): SQL {
  const target = sql`${toVectorLiteral(vector)}::${sql.raw(`${kind}(${vector.length})`)}`
  const distance = sql`((${castEmbedding(kind, vector.length)}) <=> ${target})`
  // Not a join, which could become a sort of everything: a filter of the index scan, reckoned once for the named
  // documents, or else for each row that the scan meets.
  const seen = allowed
    ? sql`(c.document_id in (select d.id from documents d where ${named(allowed)} and ${scope.documents})) is true`
    : sql`(select ${scope.documents} from documents d where d.id = c.document_id)`
  // The iterative scan goes on until enough pass the conditions (pgvector 0.8). It reads its settings at its first row,
  // which is after they were set, since it waits for a value of theirs.
  return sql`select found.* from (select set_config('hnsw.ef_search', ${String(Math.max(100, 2 * limit))}, true) as set,
        set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.max_scan_tuples', ${String(MAX_SCANNED)}, true) offset 0) settings,
      lateral (${select(vector.length, distance, sql`chunks c`, sql`settings.set is not null and ${isOnlyScanned(scope)} and ${seen}`, limit)}) found`
}

function comparedChunks({ scope, vector, limit, allowed }: VectorSearch): SQL {
  const distance = sql`(c.embedding <=> ${toVectorLiteral(vector)}::vector)`
  const from = sql`chunks c join documents d on d.id = c.document_id`
  // Not a bare column: else the planner might take the index after all, which cannot look further.
  const condition = allowed ? sql`${named(allowed)} and ${scope.documents}` : scope.documents
  const { workspaceId, knowledgeBaseId, indexId } = scope
  const own = sql`c.workspace_id = ${workspaceId} and c.knowledge_base_id = ${knowledgeBaseId} and c.index_id = ${indexId}`
  return select(vector.length, sql`(${distance} + 0)`, from, sql`${own} and ${condition}`, limit)
}

/**
 * The planner multiplies the shares of workspace, knowledge base and index as if they were independent, expects next to
 * nothing, and sorts all chunks of the index instead. Which way is the better one is known here (`indexFor`), so it is
 * not shown what it could take another index for.
 */
function isOnlyScanned({ workspaceId, knowledgeBaseId, indexId }: SearchScope): SQL {
  return sql`case when c.index_id = ${indexId} then c.workspace_id = ${workspaceId} and c.knowledge_base_id = ${knowledgeBaseId} end`
}

const named = ({ ids }: AllowedDocuments): SQL => sql`d.id = any(string_to_array(${ids.join(',')}, ',')::uuid[])`

function select(dims: number, distance: SQL, from: SQL, condition: SQL, limit: number): SQL {
  // The distance is named once: written twice it would be reckoned twice for every chunk that is compared. The limit is
  // part of the text: of a parameter PostgreSQL assumes the worst and plans each search anew, which takes half a millisecond.
  return sql`select id, number, 1 - distance as similarity from (
    select c.id, c.number, ${distance} as distance from ${from}
    where c.dims = ${sql.raw(String(Number(dims)))} and ${condition}
    order by distance limit ${sql.raw(String(Math.trunc(limit)))}) found order by distance`
}

async function hits(db: Database, statement: SQL): Promise<VectorHit[]> {
  return z.array(Hit).parse(rows(await executePrepared(db, statement)))
}
