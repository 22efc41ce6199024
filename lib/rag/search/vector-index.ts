import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'

/** pgvector's HNSW takes `vector` up to 2,000 numbers and `halfvec` up to 4,000. */
const WIDEST = { vector: 2_000, halfvec: 4_000 } as const
export type VectorKind = keyof typeof WIDEST

/** Makes the index of one vector width. Embedded, `halfvec` builds are twenty times slower; on PostgreSQL it halves the memory. */
export async function ensureVectorIndex(db: Database, dims: number, database: 'embedded' | 'postgres'): Promise<void> {
  const kind: VectorKind = database === 'embedded' ? 'vector' : 'halfvec'
  if (!Number.isInteger(dims) || dims < 1)
    throw new AppError('INVALID_INPUT', `No index can hold vectors of ${dims} numbers.`)
  // Wider vectors are scanned exactly.
  if (dims > WIDEST[kind] || (await findVectorIndex(db, dims)) !== null) return
  const concurrently = sql.raw(database === 'postgres' ? 'concurrently' : '')
  const operators = sql.raw(`${kind}_cosine_ops`)
  await db.execute(sql`create index ${concurrently} if not exists ${sql.identifier(indexName(kind, dims))} on chunks
    using hnsw ((${castEmbedding(kind, dims)}) ${operators}) where dims = ${sql.raw(String(dims))}`)
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
  if (found && found.untilMs > Date.now()) return found
  const index = await findVectorIndex(db, dims)
  if (index) known.set(db, ofDatabase.set(dims, { ...index, untilMs: Date.now() + KNOWN_MS }))
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
