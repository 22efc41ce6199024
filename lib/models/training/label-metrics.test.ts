import { expect, test } from 'vitest'
import { labelMetrics } from './label-metrics'

test('counts answers below the threshold as missing, right or wrong', () => {
  const answers = [
    { label: 0, probability: 0.9 },
    { label: 1, probability: 0.9 },
    { label: 0, probability: 0.47 },
    { label: 1, probability: 0.47 },
    { label: 0, probability: 0.48 },
  ]
  expect(labelMetrics([0, 0, 0, 0, 0], answers, 0.48)).toEqual({ right: 2, wrong: 1, withoutLabel: 2 })
})
