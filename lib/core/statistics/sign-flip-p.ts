import { seededRandom } from '@/lib/core/seeded-random'

const EXACT_PAIRS = 14
const DRAWS = 10_000

/** Two-sided sign-flip permutation test of paired differences: exact for up to 14 pairs, otherwise 10,000 draws. */
export function signFlipP(differences: readonly number[], seed = 7): number {
  const moved = differences.filter((difference) => difference !== 0)
  if (moved.length === 0) return 1
  const observed = Math.abs(moved.reduce((sum, difference) => sum + difference, 0)) - 1e-9
  if (moved.length <= EXACT_PAIRS) {
    const count = 2 ** moved.length
    let extreme = 0
    for (let mask = 0; mask < count; mask += 1)
      if (Math.abs(sumOf(moved, (index) => (mask >> index) % 2 === 1)) >= observed) extreme += 1
    return extreme / count
  }
  const random = seededRandom(seed)
  let extreme = 1
  for (let draw = 0; draw < DRAWS; draw += 1) if (Math.abs(sumOf(moved, () => random() < 0.5)) >= observed) extreme += 1
  return extreme / (DRAWS + 1)
}

const sumOf = (values: readonly number[], isFlipped: (index: number) => boolean) =>
  values.reduce((sum, value, index) => sum + (isFlipped(index) ? -value : value), 0)
