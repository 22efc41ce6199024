import { type Interval, NORMAL_QUANTILE } from './interval'
import { momentsOf } from './moments'

interface JudgedSample {
  /** Labels by people, and the judge's verdicts on the same items. */
  labels: readonly number[]
  judged: readonly number[]
  /** Verdicts on items without a label. */
  unlabelled: readonly number[]
}

/**
 * Mean of human labels, narrowed by a judge's verdicts without inheriting its bias (PPI++, Angelopoulos, Duchi and
 * Zrnic 2023). Null with fewer than two labels.
 */
export function predictionPoweredMean({ labels, judged, unlabelled }: JudgedSample): {
  mean: number
  interval: Interval
  weight: number
} | null {
  const [count, unlabelledCount] = [labels.length, unlabelled.length]
  if (count < 2 || unlabelledCount === 0) return null
  const judgedMoments = momentsOf(judged)
  const all = momentsOf([...judged, ...unlabelled])
  const labelMean = momentsOf(labels).mean
  const covariance =
    labels.reduce((sum, label, index) => sum + (label - labelMean) * ((judged[index] ?? 0) - judgedMoments.mean), 0) /
    (count - 1)
  const weight =
    all.variance === 0 ? 0 : Math.min(1, Math.max(0, covariance / ((1 + count / unlabelledCount) * all.variance)))
  const rest = momentsOf(labels.map((label, index) => label - weight * (judged[index] ?? 0)))
  const judgedRest = momentsOf(unlabelled)
  const mean = weight * judgedRest.mean + rest.mean
  const error = Math.sqrt(rest.variance / count + (weight ** 2 * judgedRest.variance) / unlabelledCount)
  return { mean, interval: { low: mean - NORMAL_QUANTILE * error, high: mean + NORMAL_QUANTILE * error }, weight }
}
