import { seededRandom } from '@/lib/core/seeded-random'
import type { Interval } from './interval'
import { momentsOf } from './moments'
import { studentQuantile } from './student-t'

const RESAMPLES = 2_000
const SEED = 7
/** From here on, the resampled quantiles equal those of Student's t within the noise of 2,000 resamples. */
const LARGE_SAMPLE = 1_000

/** Bootstrap-t interval of a mean (Efron and Tibshirani 1993, section 12.5). Null without values. */
export function bootstrapTInterval(values: readonly number[], seed = SEED): Interval | null {
  const { count, mean, variance } = momentsOf(values)
  if (count === 0) return null
  const error = Math.sqrt(variance / count)
  if (error < 1e-12) return { low: mean, high: mean }
  const quantile = studentQuantile(count - 1)
  if (count >= LARGE_SAMPLE) return { low: mean - quantile * error, high: mean + quantile * error }
  const ratios = resampledRatios(values, mean, seed).sort((a, b) => a - b)
  // Nearly constant samples repeat one value in many resamples, whose ratio is undefined.
  if (ratios.length < RESAMPLES / 2) return { low: mean - quantile * error, high: mean + quantile * error }
  const at = (share: number) => ratios[Math.min(ratios.length - 1, Math.floor(share * ratios.length))] ?? 0
  return { low: mean - at(0.975) * error, high: mean - at(0.025) * error }
}

function resampledRatios(values: readonly number[], mean: number, seed: number): number[] {
  const random = seededRandom(seed)
  const sample = new Float64Array(values.length)
  const ratios: number[] = []
  for (let draw = 0; draw < RESAMPLES; draw += 1) {
    for (let index = 0; index < sample.length; index += 1)
      sample[index] = values[Math.floor(random() * values.length)] ?? 0
    const resampled = momentsOf(sample)
    if (resampled.variance > 1e-24) ratios.push((resampled.mean - mean) / Math.sqrt(resampled.variance / sample.length))
  }
  return ratios
}
