import { singleton } from '@/lib/platform/singleton'

/** More are forgotten, which costs each a search that reads deeper. */
const MOST_KNOWN = 1_000

/** Indexes that a search has found gaps in. */
const known = () => singleton('indexes-with-gaps', () => new Set<string>())

/** Whether segments of the index name chunks that are deleted: until they are merged, their words are still ranked. */
export const hasGaps = (indexId: string): boolean => known().has(indexId)

export function noteGaps(indexId: string): void {
  if (known().size >= MOST_KNOWN) known().clear()
  known().add(indexId)
}
