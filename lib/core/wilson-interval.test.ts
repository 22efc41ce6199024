import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson-interval'

// Expected values from statsmodels' proportion_confint(method='wilson').
test.each([
  [2, 2, 0.3424, 1],
  [0, 10, 0, 0.2775],
  [50, 100, 0.4038, 0.5962],
  [2_852, 3_080, 0.9162, 0.9346],
])('%i of %i lies between %f and %f', (right, of, low, high) => {
  const interval = wilsonInterval(right, of)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

test('returns the full range without trials', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
})
