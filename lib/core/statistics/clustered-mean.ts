import type { Interval } from './interval'
import { momentsOf } from './moments'
import { studentP, studentQuantile } from './student-t'

export interface ClusteredMean {
  mean: number
  interval: Interval
  p: number
  clusters: number
}

/**
 * Mean with a cluster-robust standard error, SE = sqrt(G / (G - 1) Σ_g (Σ_{i in g} (d_i - mean))²) / n, and Student's t
 * with G - 1 degrees of freedom (Cameron and Miller 2015). Null with fewer than two clusters.
 */
export function clusteredMean(values: readonly number[], groups: readonly string[]): ClusteredMean | null {
  const { count, mean } = momentsOf(values)
  const sums = new Map<string, number>()
  for (const [index, value] of values.entries()) {
    const group = groups[index] ?? ''
    sums.set(group, (sums.get(group) ?? 0) + value - mean)
  }
  const clusters = sums.size
  if (clusters < 2) return null
  const squares = [...sums.values()].reduce((sum, value) => sum + value ** 2, 0)
  const error = Math.sqrt((clusters / (clusters - 1)) * squares) / count
  const halfWidth = studentQuantile(clusters - 1) * error
  const p = error === 0 ? Number(mean === 0) : studentP(mean / error, clusters - 1)
  return { mean, interval: { low: mean - halfWidth, high: mean + halfWidth }, p, clusters }
}
