import fc from 'fast-check'
import { expect, test } from 'vitest'
import { welchP } from '@/lib/core/statistics/welch-p'
import { compareSlices } from './compare-slices'
import { slicesOf } from './slices-of'

test('an example belongs to its tags, language, length and group', () => {
  const inputs = { message: 'How long does the warranty of the kettle last after the purchase?' }
  const found = slicesOf({ inputs, tags: ['warranty', 'warranty'], group: 'handbook' })
  expect(found).toContainEqual({ by: 'tag', name: 'warranty' })
  expect(found.filter(({ by }) => by === 'tag')).toHaveLength(1)
  expect(found).toContainEqual({ by: 'language', name: 'en' })
  expect(found).toContainEqual({ by: 'length', name: 'medium' })
  expect(found).toContainEqual({ by: 'source', name: 'handbook' })
})

test('compares a slice of at least ten examples with all other examples', () => {
  const of = (name: string, ones: number, zeros: number) =>
    [...Array(ones).fill(1), ...Array(zeros).fill(0)].map((value: number) => ({
      value,
      slices: [{ by: 'tag' as const, name }],
    }))
  const found = compareSlices([...of('refunds', 2, 18), ...of('shipping', 38, 2), ...of('rare', 0, 9)])
  expect(found.map(({ name, count }) => [name, count])).toEqual([
    ['refunds', 20],
    ['shipping', 40],
  ])
  expect(found[0]).toMatchObject({ mean: 0.1 })
  expect(found[0]?.difference).toBeCloseTo(0.1 - 38 / 49, 10)
  expect(found[0]?.adjustedP).toBeLessThan(0.001)
  // A slice of all examples is meaningless.
  expect(compareSlices(of('all', 10, 10))).toEqual([])
})

test('equals the Welch test of SciPy', () => {
  // scipy.stats.ttest_ind(first, second, equal_var=False).pvalue
  const first = [27.5, 21, 19, 23.6, 17, 17.9]
  const second = [27.1, 22, 20.8, 23.4, 23.4, 23.5]
  expect(welchP(first, second)).toBeCloseTo(0.23486175, 7)
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 }), (values) => {
      expect(welchP(values, values)).toBeCloseTo(1, 9)
    }),
  )
})
