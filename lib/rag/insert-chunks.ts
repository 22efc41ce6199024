import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { type Recordset, recordset } from '@/lib/db/recordset'
import { chunkSigns, chunks, indexedDocuments } from '@/lib/db/schema/knowledge'
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

/** Rows a statement: of some 9 kB each, with vectors of 384 numbers. */
const ROWS_PER_STATEMENT = 100

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

/** Chunks as they are stored. */
export interface PreparedChunks {
  owner: ChunkOwner
  count: number
  /** Number of the first one; the others follow it. */
  firstNumber: number
  languages: string[]
  /** Rows as JSON, a text for each statement. */
  rows: string[]
  signs: { chunkId: string; signs: Uint8Array }[]
  /** Their words. */
  segment: EncodedSegment
}

/** All that takes the processor's time, so that no transaction has to wait for it. Lets others work in between. */
export async function prepareChunks(owner: ChunkOwner, embedded: readonly EmbeddedChunk[]): Promise<PreparedChunks> {
  const first = firstNumber()
  const numbered = embedded.map((chunk, index) => ({ ...chunk, number: first + index }))
  const vectors = encodeVectors(embedded.map(({ embedding }) => embedding))
  const segment = { ...(await encodeSegment(await makeSegment(numbered))), vectors }
  const rows: string[] = []
  const signs: PreparedChunks['signs'] = []
  shape ??= recordset(chunks)
  for (let start = 0; start < numbered.length; start += ROWS_PER_STATEMENT) {
    const part = numbered.slice(start, start + ROWS_PER_STATEMENT)
    const stored = part.map((chunk) => toRow(owner, chunk))
    rows.push(shape.toJson(stored))
    for (const [place, { id: chunkId }] of stored.entries()) {
      const kept = part[place]?.signs
      if (kept) signs.push({ chunkId, signs: kept })
    }
    await breathe()
  }
  const languages = embedded.flatMap(({ language }) => language ?? [])
  return { owner, count: embedded.length, firstNumber: first, languages, rows, signs, segment }
}

/** `storePrepared` for a few chunks. */
export async function replaceChunks(
  tx: Transaction,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  revision: number,
): Promise<void> {
  await storePrepared(tx, await prepareChunks(owner, embedded), revision)
}

/** Puts the document's chunks in the place of those that it had in this index. `revision` is the document's. All or nothing: the caller's transaction. */
export async function storePrepared(tx: Transaction, prepared: PreparedChunks, revision: number): Promise<void> {
  const { owner, count, firstNumber } = prepared
  const { workspaceId, indexId, documentId } = owner
  const holds = { revision, chunkCount: count, firstNumber, error: null }
  const before = tx
    .delete(chunks)
    .where(and(eq(chunks.workspaceId, workspaceId), eq(chunks.indexId, indexId), eq(chunks.documentId, documentId)))
  const parts = forgettingParts(tx, { index: { id: indexId, workspaceId }, documentId })
  const held = tx
    .insert(indexedDocuments)
    .values({ workspaceId, indexId, documentId, ...holds })
    .onConflictDoUpdate({ target: [indexedDocuments.indexId, indexedDocuments.documentId], set: holds })
  // One journey instead of three: of short documents the journeys are most of what storing them takes.
  await tx.execute(sql`with gone as (${before.getSQL()}), forgotten as (${parts}) ${held.getSQL()}`)
  await insertChunks(tx, prepared)
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

/** Rows, and their words as a segment of the index. */
async function insertChunks(
  tx: Transaction,
  { owner, languages, rows, signs, segment }: PreparedChunks,
): Promise<void> {
  shape ??= recordset(chunks)
  const { names, record } = shape
  for (const json of rows)
    await tx.execute(sql`insert into chunks (${sql.raw(names)}) select ${sql.raw(names)}
      from json_to_recordset(${json}::text::json) as ${sql.raw(record)}`)
  for (let start = 0; start < signs.length; start += ROWS_PER_STATEMENT)
    await tx.insert(chunkSigns).values(signs.slice(start, start + ROWS_PER_STATEMENT))
  await noteLanguages(tx, owner, languages)
  await writeSegment(tx, owner, segment)
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
