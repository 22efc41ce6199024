import 'server-only'
import { TransactionRollbackError } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { noteLanguages } from '../../indexes/note-languages'
import type { EncodedSegment } from './segment-codec'
import { deleteSegments, hideSegments, type SegmentOwner, showSegment, storeSegmentAhead } from './write-segment'

export interface Replacement {
  segment: EncodedSegment
  /** Of the tokenizer that its terms come from. */
  termsVersion: number
  /** Which its words are stemmed in, ISO 639-1, where questions may not be stemmed in them yet. */
  languages?: Iterable<string>
}

/**
 * Puts one segment in the place of others. Searches go on meanwhile: pages are stored and deleted a few at a time, and one
 * short transaction makes the new segment count. What a crash leaves is read by nobody (`sweepLeft`).
 * @returns false when another process replaced some of them first; nothing is changed then
 */
export async function replaceSegments(
  db: Database,
  owner: SegmentOwner,
  ids: readonly string[],
  { segment, termsVersion, languages = [] }: Replacement,
): Promise<boolean> {
  const newId = await storeSegmentAhead(db, owner, segment, termsVersion)
  const isDone = await swap(db, owner, ids, newId, [...languages])
  await deleteSegments(db, owner, isDone ? ids : newId === null ? [] : [newId])
  return isDone
}

/** @returns false when some of the segments are no longer there */
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
