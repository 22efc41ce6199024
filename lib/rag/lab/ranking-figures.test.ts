import { expect, test } from 'vitest'
import { ndcgAt, recallAt, reciprocalRank } from './ranking-figures'

test('recall is the share of expected passages among the first k', () => {
  expect([1, 3, 5].map((k) => recallAt([2, null, 4], k))).toEqual([0, 1 / 3, 2 / 3])
  expect(recallAt([], 5)).toBe(0)
})

test('reciprocal rank goes by the first right passage', () => {
  expect(reciprocalRank([4, 2, null], 10)).toBe(0.5)
  expect(reciprocalRank([11], 10)).toBe(0)
  expect(reciprocalRank([null], 10)).toBe(0)
})

test('nDCG by hand: places 1 and 3 of three expected', () => {
  // (1/log2(2) + 1/log2(4)) / (1/log2(2) + 1/log2(3) + 1/log2(4))
  expect(ndcgAt([1, 3, null], 10)).toBeCloseTo((1 + 0.5) / (1 + 0.6309297536 + 0.5), 9)
  expect(ndcgAt([2], 10)).toBeCloseTo(0.6309297536, 9)
})

test('two expected passages in one given passage are one gain: all in the first is perfect', () => {
  expect(ndcgAt([1, 1], 10)).toBe(1)
  expect(ndcgAt([1, 1, 2], 10)).toBe(1)
})

test('what is beyond k counts as not found, and the ideal has k places', () => {
  expect(ndcgAt([11], 10)).toBe(0)
  expect(ndcgAt([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 10)).toBe(1)
})

test('properties: between 0 and 1, and an earlier place never makes a figure worse', () => {
  const all = Array.from({ length: 15 }, (_, index) => index + 1)
  for (const a of [...all, null])
    for (const b of all.slice(1)) {
      if (a === b || a === b - 1) continue
      const [later, earlier] = [
        [a, b],
        [a, b - 1],
      ]
      for (const figure of [ndcgAt, recallAt, reciprocalRank]) {
        expect(figure(later, 10)).toBeGreaterThanOrEqual(0)
        expect(figure(earlier, 10)).toBeLessThanOrEqual(1)
        expect(figure(earlier, 10)).toBeGreaterThanOrEqual(figure(later, 10))
      }
    }
})
