import { expect, test } from 'vitest'
import { ndcgAt, recallAt, reciprocalRank } from './ranking-metrics'

test('computes recall as the share of expected passages among the first k', () => {
  expect([1, 3, 5].map((k) => recallAt([2, null, 4], k))).toEqual([0, 1 / 3, 2 / 3])
  expect(recallAt([], 5)).toBe(0)
})

test('computes the reciprocal rank of the first relevant passage', () => {
  expect(reciprocalRank([4, 2, null], 10)).toBe(0.5)
  expect(reciprocalRank([11], 10)).toBe(0)
  expect(reciprocalRank([null], 10)).toBe(0)
})

test('matches nDCG computed manually: ranks 1 and 3 of three expected passages', () => {
  // (1/log2(2) + 1/log2(4)) / (1/log2(2) + 1/log2(3) + 1/log2(4))
  expect(ndcgAt([1, 3, null], 10)).toBeCloseTo((1 + 0.5) / (1 + 0.6309297536 + 0.5), 9)
  expect(ndcgAt([2], 10)).toBeCloseTo(0.6309297536, 9)
})

test('counts two expected passages in one result as one gain', () => {
  expect(ndcgAt([1, 1], 10)).toBe(1)
  expect(ndcgAt([1, 1, 2], 10)).toBe(1)
})

test('treats ranks beyond k as not found, with k ideal ranks', () => {
  expect(ndcgAt([11], 10)).toBe(0)
  expect(ndcgAt([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 10)).toBe(1)
})

test('properties: metrics are between 0 and 1, and a better rank never lowers them', () => {
  const all = Array.from({ length: 15 }, (_, index) => index + 1)
  for (const a of [...all, null])
    for (const b of all.slice(1)) {
      if (a === b || a === b - 1) continue
      const [later, earlier] = [
        [a, b],
        [a, b - 1],
      ]
      for (const metric of [ndcgAt, recallAt, reciprocalRank]) {
        expect(metric(later, 10)).toBeGreaterThanOrEqual(0)
        expect(metric(earlier, 10)).toBeLessThanOrEqual(1)
        expect(metric(earlier, 10)).toBeGreaterThanOrEqual(metric(later, 10))
      }
    }
})
