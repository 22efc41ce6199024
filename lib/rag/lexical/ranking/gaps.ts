import { singleton } from '@/lib/platform/singleton'

/** Limit of tracked indexes; an evicted one costs a search that reads further. */
const MAX_KNOWN = 1_000

type Segments = readonly { id: string }[]

/** Indexes in which a search found gaps, each with its segment ids at that time. */
const indexesWithGaps = () => singleton('indexes-with-gaps', () => new Map<string, string[]>())

/**
 * Whether segments of the index reference deleted chunks, which are ranked until a merge. Once any
 * of the segments is gone, whichever process merged it, the next search checks again.
 * @param segments current segments, or null if unknown
 */
export function hasGaps(indexId: string, segments: Segments | null): boolean {
  const noted = indexesWithGaps().get(indexId)
  if (!noted || !segments) return false
  const ids = new Set(segments.map(({ id }) => id))
  if (noted.every((id) => ids.has(id))) return true
  indexesWithGaps().delete(indexId)
  return false
}

export function noteGaps(indexId: string, segments: Segments): void {
  if (indexesWithGaps().size >= MAX_KNOWN) indexesWithGaps().clear()
  indexesWithGaps().set(
    indexId,
    segments.map(({ id }) => id),
  )
}
