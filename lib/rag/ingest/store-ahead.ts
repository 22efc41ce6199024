import 'server-only'
import type { Database } from '@/lib/db/database'
import { log } from '@/lib/platform/log'
import { storeSegmentAhead } from '../lexical/segments/write-segment'
import { yieldToEventLoop } from '../text/yield-to-event-loop'
import { hideRun, isHidden, sweepHidden, sweepRun } from './hidden-chunks'
import { insertPart } from './insert-part'
import type { PreparedChunks } from './prepare-chunks'

export interface StoredAhead {
  segmentId: string | null
}

/**
 * Stores a long document before its transaction, in small batches hidden from searches: a long
 * transaction would block the embedded database, and waiters for the document on PostgreSQL.
 * Leftovers of a crash are deleted when the job is repeated. @returns null if nothing was stored
 * ahead, so that the transaction stores everything
 */
export async function storeAhead(
  db: Database,
  prepared: PreparedChunks,
  signal?: AbortSignal,
): Promise<StoredAhead | null> {
  const { owner, count: chunkCount, firstNumber } = prepared
  if (!prepared.areMany) return null
  try {
    await sweepHidden(db, owner, signal)
    await hideRun(db, owner, { firstNumber, chunkCount })
    const condition = isHidden(owner, { firstNumber, chunkCount })
    for (const part of prepared.parts) {
      signal?.throwIfAborted()
      await yieldToEventLoop()
      await insertPart(db, part, condition)
    }
    return { segmentId: await storeSegmentAhead(db, owner, prepared.segment) }
  } catch (error) {
    signal?.throwIfAborted()
    // The transaction repeats it all, or reports the error.
    log().info({ err: error, documentId: owner.documentId }, 'failed to store chunks ahead')
    // A leftover run would hide other chunks with these numbers.
    await sweepRun(db, owner, { firstNumber })
    return null
  }
}
