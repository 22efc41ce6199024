import 'server-only'
import { TransactionRollbackError } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { noteLanguages } from '../../indexes/note-languages'
import type { SegmentOwner } from './segment'
import type { EncodedSegment } from './segment-codec'
import { deleteSegments, hideSegments, showSegment, storeSegmentAhead } from './write-segment'

export interface Replacement {
  segment: EncodedSegment
  /** Version of the tokenizer of its terms. */
  termsVersion: number
  /** Stemming languages (ISO 639-1) that queries may not use yet. */
  languages?: Iterable<string>
}

/**
 * Replaces segments by a new one. Searches continue: pages are stored and deleted in small batches,
 * and one short transaction switches. Leftovers of a crash are never read (`sweepLeft`). @returns
 * false if another process replaced some of them first; nothing was changed
 */
export async function replaceSegments(
  db: Database,
  owner: SegmentOwner,
  ids: readonly string[],
  { segment, termsVersion, languages = [] }: Replacement,
): Promise<boolean> {
  const newId = await storeSegmentAhead(db, owner, segment, termsVersion)
  const isDone = await swap(db, owner, ids, newId, [...languages])
  const newIds = newId === null ? [] : [newId]
  await deleteSegments(db, owner, isDone ? ids : newIds)
  return isDone
}

/** @returns false if some of the segments no longer exist */
async function swap(
  db: Database,
  owner: SegmentOwner,
  ids: readonly string[],
  newId: string | null,
  languages: readonly string[],
): Promise<boolean> {
  try {
    await db.transaction(async (tx) => {
      await noteLanguages(tx, owner, languages)
      if (!(await hideSegments(tx, owner, ids))) tx.rollback()
      if (newId !== null && !(await showSegment(tx, owner, newId))) tx.rollback()
    })
    return true
  } catch (error) {
    if (error instanceof TransactionRollbackError) return false
    throw error
  }
}
