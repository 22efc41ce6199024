import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { readVectors } from '../../vectors/read-vectors'
import { mergeSegments } from '../segments/merge-segments'
import { type KnownSegment, readHeads, readPages } from '../segments/read-segments'
import { replaceSegments } from '../segments/replace-segments'
import type { SegmentOwner } from '../segments/segment'
import { renewWords } from './renew-segments'

/** Number of segments of a size that are merged into the next size. */
export const FAN_IN = 8
/** Segments of this many chunks are not merged further. */
const MAX_MERGED_CHUNKS = 262_144
/** Chunk numbers per statement, which takes one or two milliseconds of the embedded database. */
const NUMBERS_AT_A_TIME = 1_000

const Numbers = z.array(z.object({ number: z.coerce.number() }))

/**
 * Rebuilds segments of an older tokenizer, and merges small segments until few remain. Searches
 * continue meanwhile.
 */
export async function compactWords(db: Database, owner: SegmentOwner): Promise<void> {
  await renewWords(db, owner)
  for (;;) {
    const merge = chooseMerge((await readHeads(db, owner)) ?? [])
    if (merge.length === 0) return
    if (!(await mergeHeads(db, owner, merge))) return
  }
}

/**
 * Finds the smallest size of which there are enough segments to merge. Selects all segments of that size and
 * the smaller ones; none if there is no such size.
 */
export function chooseMerge<Head extends { chunkCount: number }>(heads: readonly Head[]): Head[] {
  const small = heads
    .filter(({ chunkCount }) => chunkCount < MAX_MERGED_CHUNKS)
    .sort((a, b) => a.chunkCount - b.chunkCount)
  const levelOf = ({ chunkCount }: Head) => Math.floor(Math.log(Math.max(1, chunkCount)) / Math.log(FAN_IN))
  const levels = small.map(levelOf)
  const fullLevel = levels.find((level) => levels.filter((other) => other === level).length >= FAN_IN)
  return fullLevel === undefined ? [] : small.filter((head) => levelOf(head) <= fullLevel)
}

/** @returns false if another process merged some of them first; nothing was changed */
async function mergeHeads(db: Database, owner: SegmentOwner, heads: readonly KnownSegment[]): Promise<boolean> {
  const addresses = heads.flatMap(({ id, firstTerms }) => firstTerms.map((_, index) => ({ id, page: index + 1 })))
  const pages = await readPages(db, addresses)
  if (!pages) return false
  const existing = await readNumbers(db, owner, heads)
  const coded = isEmbedded(db) ? await readVectors(db, heads) : null
  const merged = await mergeSegments(
    heads.map(({ id, chunks, firstTerms }, position) => ({
      chunks,
      vectors: coded?.[position]?.pages,
      pages: firstTerms.flatMap((_, index) => pages.get(`${id}/${index + 1}`) ?? []),
    })),
    (number) => existing.has(number),
  )
  return await replaceSegments(
    db,
    owner,
    heads.map(({ id }) => id),
    // The oldest tokenizer version of the merged segments, so that the result is rebuilt if
    // necessary.
    { segment: merged, termsVersion: Math.min(...heads.map(({ termsVersion }) => termsVersion)) },
  )
}

/** Existing chunks of the segments: the merged one excludes those of deleted and replaced documents. */
async function readNumbers(db: Database, owner: SegmentOwner, heads: readonly KnownSegment[]): Promise<Set<number>> {
  const existing = new Set<number>()
  const numbers = heads.flatMap(({ chunks }) => [...chunks.numbers])
  for (let start = 0; start < numbers.length; start += NUMBERS_AT_A_TIME) {
    const part = numbers.slice(start, start + NUMBERS_AT_A_TIME).join(',')
    const result = await db.execute(sql`select number from chunks where workspace_id = ${owner.workspaceId}
      and index_id = ${owner.indexId} and number = any(string_to_array(${part}, ',')::bigint[])`)
    for (const { number } of Numbers.parse(rows(result))) existing.add(number)
  }
  return existing
}
