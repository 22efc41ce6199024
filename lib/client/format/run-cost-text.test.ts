import { expect, test } from 'vitest'
import { runCostText } from './run-cost-text'

test.each([
  [{ costMicros: 0, hasUnknownCost: true }, 'unknown'],
  [{ costMicros: null, hasUnknownCost: true }, 'unknown'],
  [{ costMicros: 2_500_000, hasUnknownCost: true }, 'at least $2.50'],
  [{ costMicros: 2_500_000, hasUnknownCost: false }, '$2.50'],
  [{ costMicros: 0, hasUnknownCost: false }, '$0'],
  [{ costMicros: null, hasUnknownCost: false }, '–'],
])('formats %o as %s', (cost, text) => expect(runCostText(cost)).toBe(text))
