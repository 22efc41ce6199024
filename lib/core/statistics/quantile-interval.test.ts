import { expect, test } from 'vitest'
import { seededRandom } from '../seeded-random'
import { quantileInterval } from './quantile-interval'

test('covers the true quantile of uniform numbers about as often as it claims', () => {
  let covered = 0
  for (let seed = 0; seed < 500; seed += 1) {
    const random = seededRandom(seed)
    const found = quantileInterval(Array.from({ length: 400 }, random), 0.95)
    if (found && found.interval.low <= 0.95 && found.interval.high >= 0.95) covered += 1
  }
  expect(covered / 500).toBeGreaterThan(0.92)
  expect(covered / 500).toBeLessThan(0.99)
})

test('returns a stored value inside its interval, and nothing for few values', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(quantileInterval(values, 0.95)).toEqual({ value: 95, interval: { low: 90, high: 100 } })
  expect(quantileInterval(values.slice(0, 19), 0.95)).toBeNull()
})
