import 'server-only'
import { and, count, eq, not, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { chunks, indexedDocuments } from '@/lib/db/schema/knowledge'
import { forgettingKept } from '../indexes/kept-vectors'
import { noteLanguages } from '../indexes/note-languages'
import { showSegment, writeSegment } from '../lexical/segments/write-segment'
import { yieldToEventLoop } from '../text/yield-to-event-loop'
import type { LeftOver } from './delete-leftovers'
import { hideRun, type Run, showAll } from './hidden-chunks'
import { insertPart } from './insert-part'
import { areMany } from './many-chunks'
import { type ChunkOwner, type EmbeddedChunk, type PreparedChunks, prepareChunks } from './prepare-chunks'
import type { StoredAhead } from './store-ahead'

/** `storePrepared` for a few chunks. */
export async function replaceChunks(
  tx: Transaction,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  revision: number,
): Promise<LeftOver | null> {
  return await storePrepared(tx, await prepareChunks(tx, owner, embedded), revision)
}

/**
 * Replaces the document's chunks in this index, atomically in the caller's transaction. `clearUp`
 * then deletes the superseded chunks if there are many. `revision` is the document's.
 * @param storedAhead result of `storeAhead`
 * @returns input of `clearUp`
 */
export async function storePrepared(
  tx: Transaction,
  prepared: PreparedChunks,
  revision: number,
  storedAhead: StoredAhead | null = null,
): Promise<LeftOver | null> {
  const { owner, count: size, firstNumber } = prepared
  const { workspaceId, indexId, documentId } = owner
  const entry = { revision, chunkCount: size, firstNumber, error: null }
  const { shown, hidden: before } = await showAll(tx, owner)
  // Another process may have stored or removed the document meanwhile.
  const isThere = storedAhead !== null && shown.includes(firstNumber) && (await countThere(tx, prepared)) === size
  // Too many to delete inside the transaction.
  const replaced = before && before.firstNumber !== firstNumber && areMany(tx, before.chunkCount) ? before : null
  if (replaced) await hideRun(tx, owner, replaced)
  const kept = [
    ...(isThere ? [withinRun({ firstNumber, chunkCount: size })] : []),
    ...(replaced ? [withinRun(replaced)] : []),
  ]
  const isOfDocument = and(
    eq(chunks.workspaceId, workspaceId),
    eq(chunks.indexId, indexId),
    eq(chunks.documentId, documentId),
  )
  const deleted = tx.delete(chunks).where(and(isOfDocument, ...kept.map((run) => not(run))))
  const cleared = forgettingKept(tx, { index: { id: indexId, workspaceId }, documentId })
  const existing = tx
    .insert(indexedDocuments)
    .values({ workspaceId, indexId, documentId, ...entry })
    .onConflictDoUpdate({ target: [indexedDocuments.indexId, indexedDocuments.documentId], set: entry })
  // One round trip instead of three, which dominate the cost of short documents.
  const isCleared = !prepared.isKept || isThere
  const others = isCleared ? sql`, forgotten as (${cleared})` : sql``
  await tx.execute(sql`with gone as (${deleted.getSQL()})${others} ${existing.getSQL()}`)
  for (const part of isThere ? [] : prepared.parts) {
    // On the embedded database searches wait for this transaction, so it must not yield to them.
    if (!isEmbedded(tx)) await yieldToEventLoop()
    await insertPart(tx, part)
  }
  if (!isCleared) await tx.execute(cleared)
  await noteLanguages(tx, owner, prepared.languages)
  const isSegmentThere = storedAhead?.segmentId ? await showSegment(tx, owner, storedAhead.segmentId) : false
  if (!isSegmentThere) await writeSegment(tx, owner, prepared.segment)
  return replaced ? { segmentId: null } : null
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
