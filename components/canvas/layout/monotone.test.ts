import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monotone } from './monotone'

const wanted = fc.array(
  fc.record({ value: fc.integer({ min: -500, max: 500 }), weight: fc.constantFrom(0.05, 1, 2) }),
  { maxLength: 30 },
)

test('keeps increasing values unchanged', () => {
  expect(monotone([1, 2, 2, 5].map((value) => ({ value, weight: 1 })))).toEqual([1, 2, 2, 5])
  expect(monotone([])).toEqual([])
})

test('neighbors in the wrong order meet at their weighted mean', () => {
  expect(
    monotone([
      { value: 8, weight: 1 },
      { value: 2, weight: 2 },
    ]),
  ).toEqual([4, 4])
})

test('values never decrease, and stay within the requested range', () => {
  fc.assert(
    fc.property(wanted, (all) => {
      const values = monotone(all)
      expect(values).toHaveLength(all.length)
      for (const [index, value] of values.entries()) {
        expect(value).toBeGreaterThanOrEqual((values[index - 1] ?? value) - 1e-9)
        expect(value).toBeGreaterThanOrEqual(Math.min(...all.map((item) => item.value)) - 1e-9)
        expect(value).toBeLessThanOrEqual(Math.max(...all.map((item) => item.value)) + 1e-9)
      }
    }),
  )
})
