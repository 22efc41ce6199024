import { seededRandom } from '../seeded-random'
import type { Interval } from './interval'

const RESAMPLES = 1_000
const SEED = 7

/** Percentile bootstrap interval of Cohen's kappa. Null if too few resamples have one. */
export function kappaInterval(pairs: readonly (readonly [string, string])[], seed = SEED): Interval | null {
  const classes = [...new Set(pairs.flat())]
  const width = classes.length
  const cells = pairs.map(([first, second]) => classes.indexOf(first) * width + classes.indexOf(second))
  const random = seededRandom(seed)
  const values: number[] = []
  const counts = new Uint32Array(width * width)
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    counts.fill(0)
    for (let draw = 0; draw < cells.length; draw += 1) {
      const cell = cells[Math.floor(random() * cells.length)] ?? 0
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    const kappa = kappaOf(counts, width, cells.length)
    if (kappa !== null) values.push(kappa)
  }
  if (values.length < RESAMPLES / 2) return null
  values.sort((a, b) => a - b)
  const quantile = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0
  return { low: quantile(0.025), high: quantile(0.975) }
}

function kappaOf(counts: Uint32Array, width: number, total: number): number | null {
  let [observed, chance] = [0, 0]
  for (let self = 0; self < width; self += 1) {
    let [row, column] = [0, 0]
    for (let other = 0; other < width; other += 1) {
      row += counts[self * width + other] ?? 0
      column += counts[other * width + self] ?? 0
    }
    observed += (counts[self * width + self] ?? 0) / total
    chance += (row / total) * (column / total)
  }
  return chance >= 1 ? null : (observed - chance) / (1 - chance)
}
