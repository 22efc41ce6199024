import 'server-only'
import type { Database } from '@/lib/db/database'
import { log } from '@/lib/platform/log'
import { storeSegmentAhead } from '../lexical/segments/write-segment'
import { breathe } from '../text/yield-to-event-loop'
import { hideRun, isHidden, sweepHidden, sweepRun } from './hidden-chunks'
import { insertPart } from './insert-part'
import type { PreparedChunks } from './prepare-chunks'

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
  if (!prepared.areMany) return null
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
