import 'server-only'
import type { Database } from '@/lib/db/database'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { forgetSearches } from '../search/open-search'
import { chooseMerge, compactWords } from './compact-words'
import { ensureWords } from './index-words'
import { readHeads } from './read-segments'
import { renewStatistics } from './renew-statistics'
import type { SegmentOwner } from './write-segment'

/** Indexes whose segments this process is merging. */
const inHand = () => singleton('compacting-words', () => new Set<string>())

/**
 * Merges an index's segments in the background when there are enough to merge. Nothing is lost when the process dies
 * meanwhile, and nothing is wrong while it does not happen: a search only reads more of them.
 */
export function compactSoon(db: Database, owner: SegmentOwner, heads: readonly { chunkCount: number }[]): void {
  const busy = inHand()
  if (busy.has(owner.indexId) || chooseMerge(heads).length === 0) return
  busy.add(owner.indexId)
  inBackground(() => compactWords(db, owner))
    .catch((error: unknown) =>
      log().warn({ err: error, indexId: owner.indexId }, 'Segments of an index were not merged'),
    )
    .finally(() => busy.delete(owner.indexId))
}

/** Indexes all of whose chunks have numbers: since there are segments none is stored without. */
const whole = () => singleton('indexes-with-words', () => new Set<string>())

async function withWords(db: Database, owner: SegmentOwner): Promise<void> {
  if (whole().has(owner.indexId)) return
  await ensureWords(db, owner)
  whole().add(owner.indexId)
}

/**
 * As above, for one who has just added a segment of `added` chunks and knows no others. Chunks from before there were
 * segments come along, and the planner hears of many new ones.
 */
export function compactAfterInsert(db: Database, owner: SegmentOwner, added: number): void {
  forgetSearches(db, owner)
  renewStatistics(db, added).catch((error: unknown) =>
    log().warn({ err: error }, 'The planner was not told of new chunks'),
  )
  withWords(db, owner)
    .then(() => readHeads(db, owner))
    .then((heads) => compactSoon(db, owner, heads ?? []))
    .catch((error: unknown) => log().warn({ err: error, indexId: owner.indexId }, 'Segments of an index were not read'))
}
