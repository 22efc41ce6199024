import 'server-only'
import type { Database } from '@/lib/db/database'
import { log } from '@/lib/platform/log'
import { deleteSegments } from '../lexical/segments/write-segment'
import { sweepHidden } from './hidden-chunks'
import type { ChunkOwner } from './prepare-chunks'

/** Data that a document's transaction leaves for deletion: hidden chunks and unused keyword segments. */
export interface LeftOver {
  segmentId: string | null
}

/**
 * Runs after the transaction of `storePrepared`: deletes the superseded chunks and unused chunks
 * stored ahead. The document is stored and searchable at this point, so errors are not thrown; the
 * rest is swept later (`sweepLeft`).
 * @param leftOver null if there is nothing to delete, which is usual for short documents
 */
export async function clearUp(
  db: Database,
  owner: ChunkOwner,
  leftOver: LeftOver | null,
  signal?: AbortSignal,
): Promise<void> {
  if (!leftOver) return
  try {
    await sweepHidden(db, owner, signal)
    if (leftOver.segmentId) await deleteSegments(db, owner, [leftOver.segmentId])
  } catch (error) {
    log().warn({ err: error, documentId: owner.documentId }, 'failed to delete superseded chunks')
  }
}
