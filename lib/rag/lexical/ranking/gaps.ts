import { singleton } from '@/lib/platform/singleton'

/** More are forgotten, which costs each a search that reads deeper. */
const MOST_KNOWN = 1_000

type Segments = readonly { id: string }[]

/** Indexes that a search has found gaps in, each with the ids of its segments at that time. */
const known = () => singleton('indexes-with-gaps', () => new Map<string, string[]>())

/**
 * Whether segments of the index name chunks that are deleted: until they are merged, their words are still ranked. As soon
 * as any of the segments is gone, whichever process merged it, the next search finds out anew.
 * @param segments as they are now; null: not known
 */
export function hasGaps(indexId: string, segments: Segments | null): boolean {
  const noted = known().get(indexId)
  if (!noted || !segments) return false
  const ids = new Set(segments.map(({ id }) => id))
  if (noted.every((id) => ids.has(id))) return true
  known().delete(indexId)
  return false
}

export function noteGaps(indexId: string, segments: Segments): void {
  if (known().size >= MOST_KNOWN) known().clear()
  known().set(
    indexId,
    segments.map(({ id }) => id),
  )
}
