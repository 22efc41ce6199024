import 'server-only'
import { and, count, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'
import { type Recordset, recordset } from '@/lib/db/recordset'
import { chunkSigns, chunks, indexedDocuments } from '@/lib/db/schema/knowledge'
import { log } from '@/lib/platform/log'
import type { Chunk } from './chunk/chunk'
import { forgettingParts } from './indexes/embed-in-parts'
import { noteLanguages } from './indexes/note-languages'
import { toVectorLiteral } from './search/similarity'
import { breathe } from './words/breathe'
import { firstNumber } from './words/first-number'
import { makeSegment } from './words/make-segment'
import { type EncodedSegment, encodeSegment } from './words/segment-codec'
import { encodeVectors } from './words/vector-codes'
import { writeSegment } from './words/write-segment'

/**
 * Rows a statement: of some 9 kB each, with vectors of 384 numbers. On the embedded database nobody gets a word in
 * meanwhile; PostgreSQL is kept busy by their places in the index of vectors, some 40 ms.
 */
const ROWS_PER_STATEMENT = { postgres: 25, embedded: 20 }

let shape: Recordset | null = null

export interface ChunkOwner {
  workspaceId: string
  knowledgeBaseId: string
  indexId: string
  documentId: string
}

export interface EmbeddedChunk extends Chunk {
  /** ISO 639-1, for its words; absent: English. */
  language?: string
  /** Null where the knowledge base's model does not read the document's language. */
  embedding: Float32Array | null
  /** What is kept of sentences and tokens (`packSigns`); absent: nothing. */
  signs?: Uint8Array | null
}

interface ChunkPart {
  rows: string
  signs: { chunkId: string; signs: Uint8Array }[]
}

/** Chunks as they are stored. */
export interface PreparedChunks {
  owner: ChunkOwner
  count: number
  /** Number of the first one; the others follow it. */
  firstNumber: number
  languages: string[]
  /** Rows as JSON and what belongs to them, a statement each. */
  parts: ChunkPart[]
  /** Their words. */
  segment: EncodedSegment
}

/** All that takes the processor's time, so that no transaction has to wait for it. Lets others work in between. */
export async function prepareChunks(
  db: Database,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
): Promise<PreparedChunks> {
  const first = firstNumber()
  const numbered = embedded.map((chunk, index) => ({ ...chunk, number: first + index }))
  const vectors = encodeVectors(embedded.map(({ embedding }) => embedding))
  const segment = { ...(await encodeSegment(await makeSegment(numbered))), vectors }
  const parts: ChunkPart[] = []
  const size = isEmbedded(db) ? ROWS_PER_STATEMENT.embedded : ROWS_PER_STATEMENT.postgres
  shape ??= recordset(chunks)
  for (let start = 0; start < numbered.length; start += size) {
    const part = numbered.slice(start, start + size)
    const stored = part.map((chunk) => toRow(owner, chunk))
    const signs = stored.flatMap(({ id: chunkId }, place) => {
      const kept = part[place]?.signs
      return kept ? [{ chunkId, signs: kept }] : []
    })
    parts.push({ rows: shape.toJson(stored), signs })
    await breathe()
  }
  const languages = embedded.flatMap(({ language }) => language ?? [])
  return { owner, count: embedded.length, firstNumber: first, languages, parts, segment }
}

/** `storePrepared` for a few chunks. */
export async function replaceChunks(
  tx: Transaction,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  revision: number,
): Promise<void> {
  await storePrepared(tx, await prepareChunks(tx, owner, embedded), revision)
}

/**
 * Puts the document's chunks in the place of those that it had in this index. `revision` is the document's. All or
 * nothing: the caller's transaction. @param isAhead what `storeAhead` gave
 */
export async function storePrepared(
  tx: Transaction,
  prepared: PreparedChunks,
  revision: number,
  isAhead = false,
): Promise<void> {
  const { owner, count: size, firstNumber } = prepared
  const { workspaceId, indexId, documentId } = owner
  const holds = { revision, chunkCount: size, firstNumber, error: null }
  // Somebody else may have stored the document meanwhile, or taken it out.
  const isThere = isAhead && (await countThere(tx, prepared)) === size
  const own = and(eq(chunks.workspaceId, workspaceId), eq(chunks.indexId, indexId), eq(chunks.documentId, documentId))
  const before = tx.delete(chunks).where(isThere ? and(own, not(withinRun(prepared))) : own)
  const parts = forgettingParts(tx, { index: { id: indexId, workspaceId }, documentId })
  const held = tx
    .insert(indexedDocuments)
    .values({ workspaceId, indexId, documentId, ...holds })
    .onConflictDoUpdate({ target: [indexedDocuments.indexId, indexedDocuments.documentId], set: holds })
  // One journey instead of three: of short documents the journeys are most of what storing them takes.
  await tx.execute(sql`with gone as (${before.getSQL()}), forgotten as (${parts}) ${held.getSQL()}`)
  for (const part of isThere ? [] : prepared.parts) {
    // Embedded, searches wait for this transaction, so it does not wait for them.
    if (!isEmbedded(tx)) await breathe()
    await insertPart(tx, part)
  }
  await noteLanguages(tx, owner, prepared.languages)
  await writeSegment(tx, owner, prepared.segment)
}

/**
 * Stores the rows of a document that the index has nothing of before the transaction that makes them count, a few at a
 * time: on the embedded database a transaction keeps everybody waiting. Searches go by segments, so they find none of
 * them before (a small index, whose vectors are compared as they lie there, may). What a crash leaves behind is replaced
 * when the job is done again. @returns whether they are there
 */
export async function storeAhead(db: Database, prepared: PreparedChunks): Promise<boolean> {
  if (!isEmbedded(db) || prepared.count === 0) return false
  const { workspaceId, indexId, documentId } = prepared.owner
  const [held] = await db
    .select({ id: chunks.id })
    .from(chunks)
    .where(and(eq(chunks.workspaceId, workspaceId), eq(chunks.indexId, indexId), eq(chunks.documentId, documentId)))
    .limit(1)
  if (held) return false
  try {
    for (const part of prepared.parts) await insertPart(db, part)
    return true
  } catch (error) {
    // The transaction does it all again, or says what is wrong.
    log().info({ err: error, documentId }, 'Chunks were not stored ahead')
    return false
  }
}

async function countThere(tx: Transaction, prepared: PreparedChunks): Promise<number> {
  const { workspaceId, indexId, documentId } = prepared.owner
  const [found] = await tx
    .select({ there: count() })
    .from(chunks)
    .where(
      and(
        ...[eq(chunks.workspaceId, workspaceId), eq(chunks.indexId, indexId), eq(chunks.documentId, documentId)],
        withinRun(prepared),
      ),
    )
  return found?.there ?? 0
}

function withinRun({ firstNumber, count: size }: PreparedChunks): SQL {
  return sql`coalesce(${chunks.number} >= ${firstNumber} and ${chunks.number} < ${firstNumber + size}, false)`
}

/** Takes documents out of every index that holds them. */
export async function removeChunks(
  tx: Transaction,
  workspaceId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return
  const ids = [...documentIds]
  await tx.delete(chunks).where(and(eq(chunks.workspaceId, workspaceId), inArray(chunks.documentId, ids)))
  await tx
    .delete(indexedDocuments)
    .where(and(eq(indexedDocuments.workspaceId, workspaceId), inArray(indexedDocuments.documentId, ids)))
}

async function insertPart(db: Database, { rows, signs }: ChunkPart): Promise<void> {
  shape ??= recordset(chunks)
  const { names, record } = shape
  await db.execute(sql`insert into chunks (${sql.raw(names)}) select ${sql.raw(names)}
    from json_to_recordset(${rows}::text::json) as ${sql.raw(record)}`)
  if (signs.length > 0) await db.insert(chunkSigns).values(signs)
}

function toRow(owner: ChunkOwner, chunk: EmbeddedChunk & { number: number }) {
  return {
    id: newId(),
    ...owner,
    ordinal: chunk.ordinal,
    kind: chunk.kind,
    // JSON knows half a character as an escape, which PostgreSQL refuses.
    text: chunk.text.toWellFormed(),
    context: chunk.context.toWellFormed(),
    headings: chunk.headings.map((heading) => heading.toWellFormed()),
    page: chunk.page,
    startOffset: chunk.start,
    endOffset: chunk.end,
    parentStart: chunk.parent?.start ?? null,
    parentEnd: chunk.parent?.end ?? null,
    tokenCount: chunk.tokenCount,
    embedding: chunk.embedding && toVectorLiteral(chunk.embedding),
    dims: chunk.embedding?.length ?? null,
    number: chunk.number,
  }
}
