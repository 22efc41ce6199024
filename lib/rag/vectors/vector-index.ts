import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'

/** Maximum dimensions of pgvector's HNSW for `halfvec`. */
const MAX_INDEXED_DIMS = 4_000
export type VectorKind = 'vector' | 'halfvec'

/**
 * Creates the index of a vector width. The embedded database has none, since each insert would
 * block it for some milliseconds; it uses in-memory codes (`vector-codes.ts`), and an existing
 * index is dropped.
 */
export async function ensureVectorIndex(db: Database, dims: number, database: 'embedded' | 'postgres'): Promise<void> {
  if (!Number.isInteger(dims) || dims < 1)
    throw new AppError('INVALID_INPUT', problem('knowledge.tooManyDimensions', { dimensions: dims }))
  if (database === 'embedded') {
    await dropVectorIndexes(db)
    return
  }
  // Wider vectors are scanned exactly.
  if (dims > MAX_INDEXED_DIMS || (await findVectorIndex(db, dims)) !== null) return
  await db.execute(sql`create index concurrently if not exists ${sql.identifier(indexName('halfvec', dims))} on chunks
    using hnsw ((${castEmbedding('halfvec', dims)}) halfvec_cosine_ops) where dims = ${sql.raw(String(dims))}`)
}

async function dropVectorIndexes(db: Database): Promise<void> {
  const found = await db.execute(sql`select relname as name from pg_class
    where relkind = 'i' and relname ~ '^chunks_embedding_[0-9]+_(vector|halfvec)$'`)
  for (const { name } of z.array(z.object({ name: z.string() })).parse(rows(found)))
    await db.execute(sql`drop index if exists ${sql.identifier(name)}`)
}

const KNOWN_MS = 60_000
const cache = new WeakMap<Database, Map<number, KnownIndex & { untilMs: number }>>()

export interface KnownIndex {
  kind: VectorKind
  /** Number of indexed chunks in all knowledge bases, by PostgreSQL's last estimate. */
  count: number
}

/** Like `findVectorIndex`, cached for a minute. Without an index a search is slow, but correct. */
export async function knownVectorIndex(db: Database, dims: number): Promise<KnownIndex | null> {
  const databaseCache = cache.get(db) ?? new Map()
  const found = databaseCache.get(dims)
  if (found && found.untilMs > performance.now()) return found
  const index = await findVectorIndex(db, dims)
  if (index) cache.set(db, databaseCache.set(dims, { ...index, untilMs: performance.now() + KNOWN_MS }))
  return index
}

/** The index for this width, if any. */
export async function findVectorIndex(db: Database, dims: number): Promise<KnownIndex | null> {
  const Found = z.array(z.object({ name: z.string(), held: z.coerce.number() }))
  const names = [indexName('halfvec', dims), indexName('vector', dims)]
  const found = Found.parse(
    rows(
      await db.execute(sql`select c.relname as name, c.reltuples as held from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indisvalid and c.relname in (${names[0]}, ${names[1]})`),
    ),
  )
  const index = found.find(({ name }) => name === names[0]) ?? found[0]
  // The estimate is -1 before the first ANALYZE.
  return index ? { kind: index.name === names[0] ? 'halfvec' : 'vector', count: Math.max(0, index.held) } : null
}

/** The indexed expression; queries must use exactly the same. */
export function castEmbedding(kind: VectorKind, dims: number): SQL {
  return sql`embedding::${sql.raw(`${kind}(${Number(dims)})`)}`
}

function indexName(kind: VectorKind, dims: number): string {
  return `chunks_embedding_${dims}_${kind}`
}
