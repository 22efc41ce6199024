import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../seeded-random'
import { rateDifferenceSequence, rateSequence } from './rate-sequence'

const SEEDS = 200
const RUNS = 600

/**
 * Simulates a canary with the failure rates p and q. @returns whether a check, after each twentieth run,
 * returned true
 */
function simulate(
  seed: number,
  [p, q]: readonly [number, number],
  onCheck: (base: number, own: number, n: number) => boolean,
) {
  const random = seededRandom(seed)
  let [base, candidate] = [0, 0]
  for (let n = 1; n <= RUNS; n += 1) {
    base += Number(random() < p)
    candidate += Number(random() < q)
    if (n % 20 === 0 && onCheck(base, candidate, n)) return true
  }
  return false
}

test.each([0.01, 0.05, 0.3])(
  'rarely calls an equally good version worse, however often it is checked (failure rate %s)',
  (p) => {
    let alarms = 0
    for (let seed = 1; seed <= SEEDS; seed += 1)
      if (
        simulate(seed, [p, p], (base, own, count) => {
          const { low } = rateDifferenceSequence({ hits: base, count }, { hits: own, count })
          return low > 0
        })
      )
        alarms += 1
    expect(alarms / SEEDS).toBeLessThanOrEqual(0.05)
  },
)

test('contains the true rate at all times in at least 95 % of sequences', () => {
  let misses = 0
  for (let seed = 1; seed <= SEEDS; seed += 1)
    if (
      simulate(seed, [0.1, 0.1], (hits, _, count) => {
        const { low, high } = rateSequence({ hits, count })
        return low > 0.1 || high < 0.1
      })
    )
      misses += 1
  expect(misses / SEEDS).toBeLessThanOrEqual(0.05)
})

test('recognizes a much worse version before 300 runs in nearly all canaries', () => {
  let found = 0
  for (let seed = 1; seed <= 100; seed += 1)
    if (
      simulate(seed, [0.02, 0.25], (base, own, count) => {
        const { low } = rateDifferenceSequence({ hits: base, count }, { hits: own, count })
        return low > 0.01 && count <= 300
      })
    )
      found += 1
  expect(found).toBeGreaterThanOrEqual(95)
})

test('surrounds the observed rate, and narrows with more runs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const hits = Math.round(share * count)
      const { low, high } = rateSequence({ hits, count })
      expect(low).toBeGreaterThanOrEqual(0)
      expect(low).toBeLessThanOrEqual(hits / count)
      expect(high).toBeGreaterThanOrEqual(hits / count)
      expect(high).toBeLessThanOrEqual(1)
      const tenTimes = rateSequence({ hits: hits * 10, count: count * 10 })
      expect(tenTimes.high - tenTimes.low).toBeLessThan(high - low)
    }),
  )
})

test('solves the equation of the mixture for zero failures', () => {
  // B(1/2, n + 1/2) / B(1/2, 1/2) / (1 - p)^n = 20 for n = 100.
  const { low, high } = rateSequence({ hits: 0, count: 100 })
  expect(low).toBe(0)
  const product = Array.from({ length: 100 }, (_, index) => (index + 0.5) / (index + 1)).reduce(
    (all, one) => all * one,
    1,
  )
  expect(product / (1 - high) ** 100).toBeCloseTo(20, 6)
  expect(rateSequence({ hits: 0, count: 0 })).toEqual({ low: 0, high: 1 })
})
