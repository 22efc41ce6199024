import 'server-only'
import type { Database } from '@/lib/db/database'
import { compactSoon } from './compact-soon'
import { ensureWords } from './index-words'
import { type KnownSegment, readHeads } from './read-segments'
import type { SegmentOwner } from './write-segment'

/** The segments of an index for a search, which takes care of them on the way. null: they were just being rearranged. */
export async function openWords(db: Database, owner: SegmentOwner): Promise<KnownSegment[] | null> {
  let heads = await readHeads(db, owner)
  if (heads?.length === 0 && (await ensureWords(db, owner))) heads = await readHeads(db, owner)
  compactSoon(db, owner, heads ?? [])
  return heads
}
