import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'

/** pgvector's HNSW takes `halfvec` up to so many numbers. */
const WIDEST = 4_000
export type VectorKind = 'vector' | 'halfvec'

/**
 * Makes the index of one vector width. The embedded database has none, since each chunk would hold up everybody for
 * some milliseconds; vectors are coded in memory there (`vector-codes.ts`), and the index of before is dropped.
 */
export async function ensureVectorIndex(db: Database, dims: number, database: 'embedded' | 'postgres'): Promise<void> {
  if (!Number.isInteger(dims) || dims < 1)
    throw new AppError('INVALID_INPUT', `No index can hold vectors of ${dims} numbers.`)
  if (database === 'embedded') {
    await dropVectorIndexes(db)
    return
  }
  // Wider vectors are scanned exactly.
  if (dims > WIDEST || (await findVectorIndex(db, dims)) !== null) return
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
const known = new WeakMap<Database, Map<number, KnownIndex & { untilMs: number }>>()

export interface KnownIndex {
  kind: VectorKind
  /** Chunks in it, of all knowledge bases, as PostgreSQL last counted them. */
  held: number
}

/** As below; an index that was there is taken to be there for a minute. Without it a search is slow, and not wrong. */
export async function knownVectorIndex(db: Database, dims: number): Promise<KnownIndex | null> {
  const ofDatabase = known.get(db) ?? new Map()
  const found = ofDatabase.get(dims)
  if (found && found.untilMs > performance.now()) return found
  const index = await findVectorIndex(db, dims)
  if (index) known.set(db, ofDatabase.set(dims, { ...index, untilMs: performance.now() + KNOWN_MS }))
  return index
}

/** Which kind of index this width has, if any. */
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
  // -1: not counted yet.
  return index ? { kind: index.name === names[0] ? 'halfvec' : 'vector', held: Math.max(0, index.held) } : null
}

/** The indexed expression; a query must use the very same one. */
export function castEmbedding(kind: VectorKind, dims: number): SQL {
  return sql`embedding::${sql.raw(`${kind}(${Number(dims)})`)}`
}

function indexName(kind: VectorKind, dims: number): string {
  return `chunks_embedding_${dims}_${kind}`
}
