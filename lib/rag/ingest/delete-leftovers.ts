import 'server-only'
import type { Database } from '@/lib/db/database'
import { log } from '@/lib/platform/log'
import { deleteSegments } from '../lexical/segments/write-segment'
import { sweepHidden } from './hidden-chunks'
import type { ChunkOwner } from './prepare-chunks'

/** What the transaction of a document has left to be deleted: hidden chunks, and words that nobody reads. */
export interface LeftOver {
  segmentId: string | null
}

/**
 * After the transaction of `storePrepared`: deletes the document's chunks of before, and what was stored ahead in vain.
 * The document is stored and found by then, so nothing is thrown; what is left is swept later (`sweepLeft`).
 * @param left null: nothing, as of most short documents
 */
export async function clearUp(
  db: Database,
  owner: ChunkOwner,
  left: LeftOver | null,
  signal?: AbortSignal,
): Promise<void> {
  if (!left) return
  try {
    await sweepHidden(db, owner, signal)
    if (left.segmentId) await deleteSegments(db, owner, [left.segmentId])
  } catch (error) {
    log().warn({ err: error, documentId: owner.documentId }, 'Chunks of before were not deleted')
  }
}
