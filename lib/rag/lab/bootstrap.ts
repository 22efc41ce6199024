import { seededRandom } from '@/lib/core/seeded-random'

const SAMPLES = 2_000
const SEED = 7

/** Bounds that contain 95 % of the sampled means. */
export interface Interval {
  low: number
  high: number
}

/**
 * Bootstrap samples of questions with replacement, shared by all compared configurations, which
 * makes differences paired (Efron and Tibshirani 1993, chapter 13; Sakai 2006 for retrieval).
 * Percentile intervals.
 */
export class QuestionDraws {
  private readonly draws: Uint32Array[]

  constructor(
    private readonly count: number,
    samples = SAMPLES,
  ) {
    const random = seededRandom(SEED)
    this.draws = Array.from({ length: count === 0 ? 0 : samples }, () =>
      Uint32Array.from({ length: count }, () => Math.floor(random() * count)),
    )
  }

  /** Interval of the mean of one value per question; nulls are ignored. Null without values. */
  interval(values: readonly (number | null)[]): Interval | null {
    if (values.length !== this.count) throw new RangeError('One value per question is required.')
    const means = this.draws.flatMap((draw) => {
      let [sum, count] = [0, 0]
      for (const index of draw) {
        const value = values[index] ?? null
        if (value === null) continue
        sum += value
        count += 1
      }
      return count === 0 ? [] : [sum / count]
    })
    if (means.length === 0) return null
    means.sort((a, b) => a - b)
    const quantile = (share: number) => means[Math.min(means.length - 1, Math.floor(share * means.length))] ?? 0
    return { low: quantile(0.025), high: quantile(0.975) }
  }
}

/** Null without values. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null)
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length
}
