import { expect, test } from 'vitest'
import type { UsageSums } from '@/lib/contracts/usage'
import { firstMetric } from './first-metric'

const NOTHING: UsageSums = {
  calls: 0,
  failures: 0,
  cachedCalls: 0,
  unpricedCalls: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costMicros: 0,
  savedMicros: 0,
}

test('the plot starts with the first metric that has data', () => {
  expect(firstMetric({ ...NOTHING, calls: 2, inputTokens: 9, costMicros: 1 })).toBe('cost')
  expect(firstMetric({ ...NOTHING, calls: 2, inputTokens: 9 })).toBe('tokens')
  expect(firstMetric({ ...NOTHING, calls: 2 })).toBe('calls')
})
