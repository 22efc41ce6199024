import 'server-only'
import type { Database } from '@/lib/db/database'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { forgetSearches } from '../../search/open-search'
import { type KnownSegment, readHeads } from '../segments/read-segments'
import type { SegmentOwner } from '../segments/segment'
import { chooseMerge, compactWords, FAN_IN } from './compact-segments'
import { ensureWords } from './ensure-lexical-index'
import { isOutdated, readOutdated } from './renew-segments'
import { renewStatistics } from './renew-statistics'

/** Indexes whose segments this process is merging or rebuilding. */
const compacting = () => singleton('compacting-words', () => new Set<string>())

/**
 * Merges an index's segments in the background when there are enough, and rebuilds those of an
 * older tokenizer. Safe to interrupt or delay: a search only reads more segments.
 */
export function compactSoon(
  db: Database,
  owner: SegmentOwner,
  heads: readonly Pick<KnownSegment, 'chunkCount' | 'termsVersion'>[],
): void {
  if (chooseMerge(heads).length > 0 || heads.some(isOutdated)) void inBackground(() => compact(db, owner))
}

async function compact(db: Database, owner: SegmentOwner): Promise<void> {
  const compactingIds = compacting()
  if (compactingIds.has(owner.indexId)) return
  compactingIds.add(owner.indexId)
  try {
    await compactWords(db, owner)
  } catch (error) {
    log().warn({ err: error, indexId: owner.indexId }, 'failed to merge or rebuild the segments of an index')
  } finally {
    compactingIds.delete(owner.indexId)
  }
}

/**
 * Called at start, after an update that may have changed the tokenizer. Rebuilds one index after the
 * other, to limit the time with incomplete results.
 */
export async function renewOutdatedSoon(db: Database): Promise<void> {
  const owners = await readOutdated(db)
  void inBackground(async () => {
    for (const owner of owners) await compact(db, owner)
  })
}

/** Indexes whose chunks all have numbers; since segments exist, none is stored without. */
const completeIndexes = () => singleton('indexes-with-words', () => new Set<string>())

async function withWords(db: Database, owner: SegmentOwner): Promise<void> {
  if (completeIndexes().has(owner.indexId)) return
  await ensureWords(db, owner)
  completeIndexes().add(owner.indexId)
}

/** Limit of counted indexes. An evicted one is only checked more often. */
const MAX_COUNTED = 1_000

/** Segments that this process has added to an index since its last check. */
const added = () => singleton('segments-added', () => new Map<string, number>())

/** Checks the first time too, since the leftovers of previous processes are unknown. */
function isDue({ indexId }: SegmentOwner): boolean {
  const counts = added()
  const count = (counts.get(indexId) ?? FAN_IN) + 1
  if (counts.size >= MAX_COUNTED) counts.clear()
  counts.set(indexId, count < FAN_IN ? count : 0)
  return count >= FAN_IN
}

/**
 * Calls `compactSoon` after adding a segment of `chunkCount` chunks. Also indexes chunks stored before
 * segments existed, and updates planner statistics after many new ones.
 */
export function compactAfterInsert(db: Database, owner: SegmentOwner, chunkCount: number): void {
  forgetSearches(db, owner)
  renewStatistics(db, chunkCount).catch((error: unknown) =>
    log().warn({ err: error }, 'failed to update planner statistics for new chunks'),
  )
  if (!isDue(owner)) return
  withWords(db, owner)
    .then(() => readHeads(db, owner))
    .then((heads) => compactSoon(db, owner, heads ?? []))
    .catch((error: unknown) =>
      log().warn({ err: error, indexId: owner.indexId }, 'failed to read the segments of an index'),
    )
}
