import 'server-only'
import type { Database } from '@/lib/db/database'
import { compactSoon } from '../maintenance/compact-soon'
import { ensureWords } from '../maintenance/ensure-lexical-index'
import { type KnownSegment, loadHeads, readHeads } from '../segments/read-segments'
import type { SegmentOwner } from '../segments/segment'

/**
 * Loads the segments of an index for a search, maintaining them on the way. Null while they are
 * being rearranged.
 * @param ids of the segments, if known
 */
export async function openWords(
  db: Database,
  owner: SegmentOwner,
  ids: readonly string[] | null = null,
): Promise<KnownSegment[] | null> {
  let heads = ids ? await loadHeads(db, owner, ids) : await readHeads(db, owner)
  if (heads?.length === 0 && (await ensureWords(db, owner))) heads = await readHeads(db, owner)
  compactSoon(db, owner, heads ?? [])
  return heads
}
