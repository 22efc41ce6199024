import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { chunks, indexedDocuments } from '@/lib/db/schema/knowledge'
import type { Chunk } from './chunk/chunk'
import { forgetParts } from './indexes/embed-in-parts'
import { noteLanguages } from './indexes/note-languages'
import { firstNumber } from './words/first-number'
import { makeSegment } from './words/make-segment'
import { encodeSegment } from './words/segment-codec'
import { writeSegment } from './words/write-segment'

/** Rows a statement: some 15 parameters each, of 65,535 that the protocol allows. */
const ROWS_PER_STATEMENT = 200

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
}

/** Puts the document's chunks in the place of those that it had in this index. `revision` is the document's. All or nothing: the caller's transaction. */
export async function replaceChunks(
  tx: Transaction,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  revision: number,
): Promise<void> {
  await tx
    .delete(chunks)
    .where(
      and(
        eq(chunks.workspaceId, owner.workspaceId),
        eq(chunks.indexId, owner.indexId),
        eq(chunks.documentId, owner.documentId),
      ),
    )
  const firstNumber = await insertChunks(tx, owner, embedded)
  await forgetParts(tx, { index: { id: owner.indexId, workspaceId: owner.workspaceId }, documentId: owner.documentId })
  const { workspaceId, indexId, documentId } = owner
  const holds = { revision, chunkCount: embedded.length, firstNumber, error: null }
  await tx
    .insert(indexedDocuments)
    .values({ workspaceId, indexId, documentId, ...holds })
    .onConflictDoUpdate({ target: [indexedDocuments.indexId, indexedDocuments.documentId], set: holds })
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

/** Rows, and their words as a segment of the index. @returns the number of the first one */
async function insertChunks(tx: Transaction, owner: ChunkOwner, embedded: readonly EmbeddedChunk[]): Promise<number> {
  const first = firstNumber()
  const numbered = embedded.map((chunk, index) => ({ ...chunk, number: first + index }))
  for (let start = 0; start < numbered.length; start += ROWS_PER_STATEMENT) {
    await tx
      .insert(chunks)
      .values(numbered.slice(start, start + ROWS_PER_STATEMENT).map((chunk) => toRow(owner, chunk)))
  }
  await noteLanguages(
    tx,
    owner,
    embedded.flatMap(({ language }) => language ?? []),
  )
  await writeSegment(tx, owner, encodeSegment(makeSegment(numbered)))
  return first
}

function toRow(owner: ChunkOwner, chunk: EmbeddedChunk & { number: number }) {
  return {
    id: newId(),
    ...owner,
    ordinal: chunk.ordinal,
    kind: chunk.kind,
    text: chunk.text,
    context: chunk.context,
    headings: chunk.headings,
    page: chunk.page,
    startOffset: chunk.start,
    endOffset: chunk.end,
    parentStart: chunk.parent?.start ?? null,
    parentEnd: chunk.parent?.end ?? null,
    tokenCount: chunk.tokenCount,
    embedding: chunk.embedding,
    dims: chunk.embedding?.length ?? null,
    number: chunk.number,
  }
}
