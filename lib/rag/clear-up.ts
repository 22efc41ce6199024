import 'server-only'
import type { Database } from '@/lib/db/database'
import { log } from '@/lib/platform/log'
import { sweepHidden } from './hidden-runs'
import type { ChunkOwner } from './prepare-chunks'
import type { StoredAhead } from './store-ahead'
import { deleteSegments } from './words/write-segment'

/**
 * After the transaction of `storePrepared`: deletes the document's chunks of before, and what was stored ahead in vain.
 * The document is stored and found by then, so nothing is thrown; what is left is swept later (`sweepLeft`).
 */
export async function clearUp(
  db: Database,
  owner: ChunkOwner,
  ahead: StoredAhead | null,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await sweepHidden(db, owner, signal)
    // Only what was not shown.
    if (ahead?.segmentId) await deleteSegments(db, owner, [ahead.segmentId])
  } catch (error) {
    log().warn({ err: error, documentId: owner.documentId }, 'Chunks of before were not deleted')
  }
}
