import { expect, test } from 'vitest'
import { seededRandom } from '../seeded-random'
import { stratifiedMean } from './stratified-mean'

test('weights strata by their size', () => {
  // By hand: 0.9 * 0.9 + 0.1 * 0.2; variance 0.81 * (0.09/0.9 * 0.9/10...) from the sample variances 0.1 and 0.1778.
  const values = (ones: number, zeros: number) => [...Array(ones).fill(1), ...Array(zeros).fill(0)]
  const found = stratifiedMean([
    { size: 900, values: values(9, 1) },
    { size: 100, values: values(2, 8) },
  ])
  expect(found?.mean).toBeCloseTo(0.83, 10)
  const variance = 0.81 * (1 - 10 / 900) * (0.1 / 10) + 0.01 * (1 - 10 / 100) * (8 / 45 / 10)
  expect((found?.interval.high ?? 0) - 0.83).toBeCloseTo(Math.min(0.17, 1.959964 * Math.sqrt(variance)), 5)
  expect(stratifiedMean([{ size: 10, values: [1] }])).toBeNull()
  expect(stratifiedMean([])).toBeNull()
})

test('covers the true mean of a population in about 95 % of samples', () => {
  const random = seededRandom(3)
  const population = Array.from({ length: 2_000 }, () => {
    const verdict = random() < 0.7
    return { verdict, label: Number(random() < (verdict ? 0.85 : 0.25)) }
  })
  const truth = population.reduce((sum, { label }) => sum + label, 0) / population.length
  const strata = [true, false].map((verdict) => population.filter((item) => item.verdict === verdict))
  let covered = 0
  for (let draw = 0; draw < 1_000; draw += 1) {
    const found = stratifiedMean(
      strata.map((stratum) => ({
        size: stratum.length,
        values: Array.from({ length: 50 }, () => stratum[Math.floor(random() * stratum.length)]?.label ?? 0),
      })),
    )
    if (found && found.interval.low <= truth && truth <= found.interval.high) covered += 1
  }
  expect(covered).toBeGreaterThan(920)
  expect(covered).toBeLessThan(980)
})
