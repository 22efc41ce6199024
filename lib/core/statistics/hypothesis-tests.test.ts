import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreementOf } from './agreement'
import { holmAdjusted } from './holm-adjusted'
import { mcnemarP } from './mcnemar-p'
import { flipRate, passAllK, passAtK } from './repeated-trials'
import { detectableDifference, requiredPairs } from './sample-size'
import { signFlipP } from './sign-flip-p'
import { varianceComponents } from './variance-components'

test('computes exact binomial p values', () => {
  // R: binom.test(1, 9)$p.value, binom.test(5, 20)$p.value
  expect(mcnemarP(1, 8)).toBeCloseTo(0.0390625, 10)
  expect(mcnemarP(5, 15)).toBeCloseTo(0.04138947, 8)
  expect(mcnemarP(0, 0)).toBe(1)
  expect(mcnemarP(3_000, 3_000)).toBe(1)
  expect(mcnemarP(2_900, 3_100)).toBeCloseTo(0.0101, 3)
})

test('enumerates all sign flips of a few pairs, and samples them for more', () => {
  expect(signFlipP([1, 1, 1, 1, 1])).toBeCloseTo(2 / 32)
  expect(signFlipP([0, 0])).toBe(1)
  expect(signFlipP(Array.from({ length: 20 }, () => 0.1))).toBeLessThan(0.001)
})

test('adjusts p values like p.adjust(method = "holm") in R', () => {
  const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
  for (const [index, value] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[index]).toBeCloseTo(value, 10)
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) =>
      holmAdjusted(values).every((value, index) => value >= (values[index] ?? 0) && value <= 1),
    ),
  )
})

test('reproduces the kappa paradox in Gwet 2008', () => {
  const cells = [
    ['yes', 'yes', 118],
    ['yes', 'no', 5],
    ['no', 'yes', 2],
  ] as const
  const pairs = cells.flatMap(([first, second, count]) => Array.from({ length: count }, () => [first, second] as const))
  const found = agreementOf(pairs)
  expect(found?.kappa).toBeCloseTo(-0.0234, 4)
  expect(found?.ac1).toBeCloseTo(0.9408, 4)
  expect(agreementOf([])).toBeNull()
})

test('estimates pass@k and pass^k without replacement', () => {
  expect(passAtK(4, 1, 1)).toBeCloseTo(0.25)
  expect(passAtK(4, 1, 4)).toBe(1)
  expect(passAllK(4, 2, 2)).toBeCloseTo(1 / 6)
  expect(passAllK(4, 3, 4)).toBe(0)
  expect(passAllK(2, 2, 3)).toBeNaN()
  expect(flipRate([[true, false], [true, true], [true]])).toBe(0.5)
  expect(flipRate([[true]])).toBeNull()
})

test('separates the variance of examples from that of repeats', () => {
  const onlyBetween = varianceComponents([
    [0, 0],
    [1, 1],
    [0, 0],
    [1, 1],
  ])
  expect(onlyBetween).toEqual({ between: expect.closeTo(1 / 3), within: 0, ofMean: expect.closeTo(1 / 12) })
  const onlyWithin = varianceComponents([
    [0, 1],
    [1, 0],
  ])
  expect(onlyWithin).toEqual({ between: 0, within: 0.5, ofMean: 0.125 })
  expect(varianceComponents([[1], [0]])).toBeNull()
})

test('200 examples detect differences of 9 points or more', () => {
  expect(Math.round(100 * detectableDifference(200))).toBe(9)
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 100_000 }), (pairs) => {
      const needed = requiredPairs(detectableDifference(pairs))
      return Math.abs(needed - pairs) <= 1
    }),
  )
})
