import type { TextRange } from '../text/split-sentences'
import type { ChunkableDocument } from './piece'
import type { TextUnit } from './split-units'

/** Packs units into the smallest number of packs of about equal size, so that none is a leftover sentence. */
export function packUnits(units: readonly TextUnit[], maxTokens: number): TextUnit[] {
  let left = units.reduce((sum, unit) => sum + unit.tokens, 0)
  const packs: TextUnit[] = []
  let target = 0
  for (const unit of units) {
    const last = packs.at(-1)
    if (last && last.tokens + unit.tokens <= maxTokens && last.tokens + unit.tokens / 2 <= target) {
      last.end = unit.end
      last.tokens += unit.tokens
      // Prose mixed with a table counts as text.
      if (last.kind !== unit.kind) last.kind = 'text'
    } else {
      // Rebalances the remainder, since packs differ from the target size.
      target = left / Math.max(1, Math.ceil(left / maxTokens))
      packs.push({ ...unit })
    }
    left -= unit.tokens
  }
  return packs
}

/**
 * Keeps each chunk on one page, so that citations name the right one; a sentence belongs to the
 * page where it starts.
 */
export function packByPage(
  units: readonly TextUnit[],
  pages: ChunkableDocument['pages'],
  maxTokens: number,
): TextUnit[] {
  const groups: { page: number | null; units: TextUnit[] }[] = []
  for (const unit of units) {
    const page = pageAt(pages, unit)
    const last = groups.at(-1)
    if (last?.page === page) last.units.push(unit)
    else groups.push({ page, units: [unit] })
  }
  return groups.flatMap((group) => packUnits(group.units, maxTokens))
}

export function pageAt(pages: ChunkableDocument['pages'], { start }: Pick<TextRange, 'start'>): number | null {
  // Binary search for the first page that ends after the position; there may be a thousand.
  let [low, high] = [0, pages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (start < (pages[middle]?.end ?? 0)) high = middle
    else low = middle + 1
  }
  return pages[low]?.page ?? null
}
