import { expect, test } from 'vitest'
import { daysOf, kindOf, shiftMonth, usageRange } from './usage-range'

const now = new Date('2026-11-24T23:59:00Z')

test('a range of a number of days ends today', () => {
  expect(usageRange('7', now)).toEqual({ from: '2026-11-18', to: '2026-11-24' })
  expect(daysOf(usageRange('90', now))).toHaveLength(90)
  expect(usageRange('', now)).toEqual(usageRange('30', now))
})

test('a month ends with its last day or today', () => {
  expect(usageRange('2026-02', now)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(usageRange('2026-11', now)).toEqual({ from: '2026-11-01', to: '2026-11-24' })
  expect([shiftMonth('2026-12', 1), shiftMonth('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
})

test('an invalid address falls back to 30 days', () => {
  expect(['2026-11', '7', 'x', '2026-13'].map(kindOf)).toEqual(['month', '7', '30', '30'])
})
