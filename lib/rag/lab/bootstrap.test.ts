import { expect, test } from 'vitest'
import { meanOf, QuestionDraws } from './bootstrap'

const half = Array.from({ length: 100 }, (_, index) => index % 2)

test('approximates the interval of the binomial distribution for a share', () => {
  const interval = new QuestionDraws(100).interval(half)
  // 0.5 ± 1.96 * sqrt(0.25 / 100) = 0.402 … 0.598
  expect(interval?.low).toBeGreaterThan(0.38)
  expect(interval?.low).toBeLessThan(0.42)
  expect(interval?.high).toBeGreaterThan(0.58)
  expect(interval?.high).toBeLessThan(0.62)
})

test('finds a small gain on every question significant, although the individual intervals overlap', () => {
  const draws = new QuestionDraws(100)
  const interval = draws.interval(half)
  const gains = half.map((value) => value + 0.02 + (value === 1 ? 0.02 : 0))
  expect(draws.interval(gains)?.low).toBeLessThan(interval?.high ?? 0)
  expect(draws.interval(gains.map((gain, index) => gain - (half[index] ?? 0)))?.low).toBeGreaterThan(0)
})

test('draws the same samples each time, and ignores questions without a value', () => {
  expect(new QuestionDraws(100).interval(half)).toEqual(new QuestionDraws(100).interval(half))
  expect(new QuestionDraws(3).interval([null, 1, null])).toEqual({ low: 1, high: 1 })
  expect(new QuestionDraws(2).interval([null, null])).toBeNull()
  expect(new QuestionDraws(0).interval([])).toBeNull()
  expect([meanOf([null, 1, 0]), meanOf([null]), meanOf([])]).toEqual([0.5, null, null])
})

test('rejects a number of values that differs from the number of questions', () => {
  expect(() => new QuestionDraws(3).interval([1])).toThrow(RangeError)
})
