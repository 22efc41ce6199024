import type { CandidateView } from '@/lib/contracts/optimizations'

export interface Ranked {
  index: number
  quality: number
  /** Cost, or time if no cost is known; less is better. */
  expense: number
}

/** Candidates that no other one beats in quality without a higher expense, the cheapest first. */
export function paretoFront<Item extends Ranked>(candidates: readonly Item[]): Item[] {
  const ranked = [...candidates].sort((a, b) => a.expense - b.expense || b.quality - a.quality || a.index - b.index)
  let highest = Number.NEGATIVE_INFINITY
  return ranked.filter(({ quality }) => {
    if (quality <= highest) return false
    highest = quality
    return true
  })
}

type Role = CandidateView['finalistAs'][number]

/**
 * Picks the best candidate, the cheapest one that is not worse than the draft, and the one in between that gains most
 * quality for its expense. The draft itself is never a finalist.
 */
export function pickFinalists(candidates: readonly Ranked[], margin: number): Map<number, Role[]> {
  const roles = new Map<number, Role[]>()
  const draft = candidates.find(({ index }) => index === 0)
  if (!draft) return roles
  const add = (candidate: Ranked | undefined, role: Role) => {
    if (candidate && candidate.index !== 0) roles.set(candidate.index, [...(roles.get(candidate.index) ?? []), role])
  }
  const front = paretoFront(candidates)
  const best = front.at(-1)
  if (best && best.quality > draft.quality) add(best, 'best')
  const cheapest = front.find(({ quality }) => quality >= draft.quality - margin)
  if (cheapest && cheapest.expense < draft.expense) add(cheapest, 'cheapest')
  if (best && cheapest) add(kneeBetween(front, cheapest, best), 'trade-off')
  return roles
}

/** The candidate farthest above the line from the cheapest to the best one. */
function kneeBetween(front: readonly Ranked[], cheapest: Ranked, best: Ranked): Ranked | undefined {
  const width = best.expense - cheapest.expense
  const height = best.quality - cheapest.quality
  if (width <= 0 || height <= 0) return undefined
  const above = ({ expense, quality }: Ranked) =>
    (quality - cheapest.quality) / height - (expense - cheapest.expense) / width
  return front
    .filter((candidate) => candidate !== cheapest && candidate !== best && above(candidate) > 0)
    .sort((a, b) => above(b) - above(a))[0]
}
