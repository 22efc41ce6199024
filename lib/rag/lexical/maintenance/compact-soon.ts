import 'server-only'
import type { Database } from '@/lib/db/database'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { forgetSearches } from '../../search/open-search'
import { type KnownSegment, readHeads } from '../segments/read-segments'
import type { SegmentOwner } from '../segments/write-segment'
import { chooseMerge, compactWords, FAN_IN } from './compact-segments'
import { ensureWords } from './ensure-lexical-index'
import { isOutdated, readOutdated } from './renew-segments'
import { renewStatistics } from './renew-statistics'

/** Indexes whose segments this process is merging or making anew. */
const inHand = () => singleton('compacting-words', () => new Set<string>())

/**
 * Merges an index's segments in the background when there are enough to merge, and makes those of an older tokenizer anew.
 * Nothing is lost when the process dies meanwhile, and nothing is wrong while it does not happen: a search only reads more
 * of them.
 */
export function compactSoon(
  db: Database,
  owner: SegmentOwner,
  heads: readonly Pick<KnownSegment, 'chunkCount' | 'termsVersion'>[],
): void {
  if (chooseMerge(heads).length > 0 || heads.some(isOutdated)) void inBackground(() => compact(db, owner))
}

async function compact(db: Database, owner: SegmentOwner): Promise<void> {
  const busy = inHand()
  if (busy.has(owner.indexId)) return
  busy.add(owner.indexId)
  try {
    await compactWords(db, owner)
  } catch (error) {
    log().warn({ err: error, indexId: owner.indexId }, 'Segments of an index were not merged or made anew')
  } finally {
    busy.delete(owner.indexId)
  }
}

/** At start, after an update that changed the tokenizer: one index after the other, so that no question finds less for long. */
export async function renewOutdatedSoon(db: Database): Promise<void> {
  const owners = await readOutdated(db)
  void inBackground(async () => {
    for (const owner of owners) await compact(db, owner)
  })
}

/** Indexes all of whose chunks have numbers: since there are segments none is stored without. */
const whole = () => singleton('indexes-with-words', () => new Set<string>())

async function withWords(db: Database, owner: SegmentOwner): Promise<void> {
  if (whole().has(owner.indexId)) return
  await ensureWords(db, owner)
  whole().add(owner.indexId)
}

/** Indexes that are counted for. Of one that was forgotten it is looked once more than needed. */
const MOST_COUNTED = 1_000

/** Segments that this process has added to an index since it last looked whether there are enough to merge. */
const added = () => singleton('segments-added', () => new Map<string, number>())

/** The first time as well: nobody knows what processes before this one have left. */
function isTimeToLook({ indexId }: SegmentOwner): boolean {
  const counts = added()
  const count = (counts.get(indexId) ?? FAN_IN) + 1
  if (counts.size >= MOST_COUNTED) counts.clear()
  counts.set(indexId, count < FAN_IN ? count : 0)
  return count >= FAN_IN
}

/**
 * `compactSoon` for one who has just added a segment of `chunkCount` chunks and knows no others. Chunks from before there
 * were segments come along, and the planner hears of many new ones.
 */
export function compactAfterInsert(db: Database, owner: SegmentOwner, chunkCount: number): void {
  forgetSearches(db, owner)
  renewStatistics(db, chunkCount).catch((error: unknown) =>
    log().warn({ err: error }, 'The planner was not told of new chunks'),
  )
  if (!isTimeToLook(owner)) return
  withWords(db, owner)
    .then(() => readHeads(db, owner))
    .then((heads) => compactSoon(db, owner, heads ?? []))
    .catch((error: unknown) => log().warn({ err: error, indexId: owner.indexId }, 'Segments of an index were not read'))
}
