import 'server-only'
import { and, count, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'
import { type Recordset, recordset } from '@/lib/db/recordset'
import { chunkSigns, chunks, hiddenRuns, indexedDocuments } from '@/lib/db/schema/knowledge'
import { log } from '@/lib/platform/log'
import type { Chunk } from './chunk/chunk'
import type { CutWords } from './cut-document'
import { hideRun, isHidden, type Run, showAll, sweepHidden, sweepRun } from './hidden-runs'
import { forgettingParts } from './indexes/embed-in-parts'
import { noteLanguages } from './indexes/note-languages'
import { toVectorLiteral } from './search/similarity'
import { breathe } from './words/breathe'
import { firstNumber } from './words/first-number'
import { makeSegment } from './words/make-segment'
import { type EncodedSegment, encodeChunks, encodeSegment } from './words/segment-codec'
import { encodeVectors } from './words/vector-codes'
import { showSegment, storeSegmentAhead, writeSegment } from './words/write-segment'

/**
 * Rows a statement: of some 9 kB each, with vectors of 384 numbers. On the embedded database nobody gets a word in
 * meanwhile; PostgreSQL is kept busy by their places in the index of vectors, some 40 ms.
 */
const ROWS_PER_STATEMENT = { postgres: 25, embedded: 10 }
/** So many chunks are stored, or deleted, in the transaction that makes them count; of longer documents it only does that. */
const MOST_AT_ONCE = { postgres: 500, embedded: 10 }

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
  count: number
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

/**
 * All that takes the processor's time, so that no transaction has to wait for it. Lets others work in between.
 * @param words of the same chunks, where they are known
 */
export async function prepareChunks(
  db: Database,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  words: CutWords | null = null,
): Promise<PreparedChunks> {
  const first = firstNumber()
  const numbered = embedded.map((chunk, index) => ({ ...chunk, number: first + index }))
  // PostgreSQL has an index of vectors.
  const vectors = isEmbedded(db) ? encodeVectors(embedded.map(({ embedding }) => embedding)) : undefined
  const segment = { ...(words ? numberWords(words, first) : await encodeSegment(await makeSegment(numbered))), vectors }
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
    parts.push({ rows: shape.toJson(stored), count: stored.length, signs })
    await breathe()
  }
  const languages = embedded.flatMap(({ language }) => language ?? [])
  return { owner, count: embedded.length, firstNumber: first, languages, parts, segment }
}

function numberWords({ textLengths, contextLengths, ...words }: CutWords, first: number): EncodedSegment {
  const numbers = Float64Array.from(textLengths, (_, place) => first + place)
  return { ...words, chunks: encodeChunks({ numbers, textLengths, contextLengths }) }
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
 * nothing: the caller's transaction, after which `clearUp` deletes those of before if they are many.
 * @param ahead what `storeAhead` gave
 */
export async function storePrepared(
  tx: Transaction,
  prepared: PreparedChunks,
  revision: number,
  ahead: StoredAhead | null = null,
): Promise<void> {
  const { owner, count: size, firstNumber } = prepared
  const { workspaceId, indexId, documentId } = owner
  const holds = { revision, chunkCount: size, firstNumber, error: null }
  const hidden = await showAll(tx, owner)
  // Somebody else may have stored the document meanwhile, or taken it out.
  const isThere = ahead !== null && hidden.includes(firstNumber) && (await countThere(tx, prepared)) === size
  const replaced = await manyOfBefore(tx, owner, firstNumber)
  if (replaced) await hideRun(tx, owner, replaced)
  const kept = [
    ...(isThere ? [withinRun({ firstNumber, chunkCount: size })] : []),
    ...(replaced ? [withinRun(replaced)] : []),
  ]
  const own = and(eq(chunks.workspaceId, workspaceId), eq(chunks.indexId, indexId), eq(chunks.documentId, documentId))
  const before = tx.delete(chunks).where(and(own, ...kept.map((run) => not(run))))
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
  if (!ahead?.segmentId || !(await showSegment(tx, owner, ahead.segmentId)))
    await writeSegment(tx, owner, prepared.segment)
}

/** The chunks that the index holds of the document, if they are too many to be deleted while others wait. */
async function manyOfBefore(tx: Transaction, owner: ChunkOwner, firstNumber: number): Promise<Run | null> {
  const { workspaceId, indexId, documentId } = owner
  const [held] = await tx
    .select({ firstNumber: indexedDocuments.firstNumber, chunkCount: indexedDocuments.chunkCount })
    .from(indexedDocuments)
    .where(
      and(
        ...[eq(indexedDocuments.workspaceId, workspaceId), eq(indexedDocuments.indexId, indexId)],
        eq(indexedDocuments.documentId, documentId),
      ),
    )
  const { postgres, embedded } = MOST_AT_ONCE
  if (!held || held.firstNumber === null || held.firstNumber === firstNumber) return null
  if (held.chunkCount <= (isEmbedded(tx) ? embedded : postgres)) return null
  return { firstNumber: held.firstNumber, chunkCount: held.chunkCount }
}

export interface StoredAhead {
  segmentId: string | null
}

/**
 * Stores a long document before the transaction that makes it count, a few chunks at a time and hidden from searches: on
 * the embedded database a transaction keeps everybody waiting, and on PostgreSQL whoever needs the document. What a crash
 * leaves behind is deleted when the job is done again. @returns null: nothing is there, the transaction stores it
 */
export async function storeAhead(
  db: Database,
  prepared: PreparedChunks,
  signal?: AbortSignal,
): Promise<StoredAhead | null> {
  const { owner, count: chunkCount, firstNumber } = prepared
  if (chunkCount <= (isEmbedded(db) ? MOST_AT_ONCE.embedded : MOST_AT_ONCE.postgres)) return null
  try {
    await sweepHidden(db, owner, signal)
    await hideRun(db, owner, { firstNumber, chunkCount })
    const condition = isHidden(owner, { firstNumber, chunkCount })
    for (const part of prepared.parts) {
      signal?.throwIfAborted()
      await breathe()
      await insertPart(db, part, condition)
    }
    return { segmentId: await storeSegmentAhead(db, owner, prepared.segment) }
  } catch (error) {
    signal?.throwIfAborted()
    // The transaction does it all again, or says what is wrong.
    log().info({ err: error, documentId: owner.documentId }, 'Chunks were not stored ahead')
    // Left there, it would hide whatever else has these numbers.
    await sweepRun(db, owner, { firstNumber })
    return null
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
        withinRun({ firstNumber: prepared.firstNumber, chunkCount: prepared.count }),
      ),
    )
  return found?.there ?? 0
}

function withinRun({ firstNumber, chunkCount }: Run): SQL {
  return sql`coalesce(${chunks.number} >= ${firstNumber} and ${chunks.number} < ${firstNumber + chunkCount}, false)`
}

/** Takes documents out of every index that holds them. */
export async function removeChunks(
  tx: Transaction,
  workspaceId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return
  const ids = [...documentIds]
  // First, as everybody does: whoever sweeps them deletes the same chunks in another order.
  await tx.delete(hiddenRuns).where(and(eq(hiddenRuns.workspaceId, workspaceId), inArray(hiddenRuns.documentId, ids)))
  await tx.delete(chunks).where(and(eq(chunks.workspaceId, workspaceId), inArray(chunks.documentId, ids)))
  await tx
    .delete(indexedDocuments)
    .where(and(eq(indexedDocuments.workspaceId, workspaceId), inArray(indexedDocuments.documentId, ids)))
}

/** @param condition under which it is stored; absent: always. @throws CONFLICT where it does not hold */
async function insertPart(db: Database, { rows: json, count: size, signs }: ChunkPart, condition?: SQL): Promise<void> {
  shape ??= recordset(chunks)
  const { names, record } = shape
  const where = condition ? sql` where ${condition}` : sql``
  const stored = await db.execute(sql`insert into chunks (${sql.raw(names)}) select ${sql.raw(names)}
    from json_to_recordset(${json}::text::json) as ${sql.raw(record)}${where} returning id`)
  if (rows(stored).length < size) throw new AppError('CONFLICT', 'This document is being stored elsewhere.')
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
