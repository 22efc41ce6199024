import { describe, expect, test } from 'vitest'
import { combineDegradations } from './combine-degradations'
import { dollars, renewal } from './describe-budget'
import { forecastUsedUp } from './forecast-used-up'
import { nextPeriod } from './next-period'

const month = {
  period: 'month' as const,
  limitMicros: 30_000,
  beganAt: new Date('2026-11-01T00:00:00Z'),
  endsAt: new Date('2026-12-01T00:00:00Z'),
}

describe('used-up forecast', () => {
  test('returns the time when the rate reaches the limit within the period', () => {
    const now = new Date('2026-11-11T00:00:00Z')
    expect(forecastUsedUp({ ...month, spentMicros: 20_000, now })).toEqual({
      kind: 'runs-out',
      at: '2026-11-16T00:00:00.000Z',
    })
  })

  test('lasts if the rate does not reach the limit', () => {
    const now = new Date('2026-11-16T00:00:00Z')
    expect(forecastUsedUp({ ...month, spentMicros: 14_999, now })).toEqual({ kind: 'lasts' })
  })

  test('makes no forecast in the first hours of a month or for an unused budget', () => {
    const early = new Date('2026-11-01T23:00:00Z')
    expect(forecastUsedUp({ ...month, spentMicros: 20_000, now: early })).toEqual({ kind: 'no-data' })
    const later = new Date('2026-11-20T00:00:00Z')
    expect(forecastUsedUp({ ...month, spentMicros: 0, now: later })).toEqual({ kind: 'no-data' })
    expect(forecastUsedUp({ ...month, spentMicros: 30_000, now: early })).toEqual({ kind: 'used-up' })
  })
})

test('periods end at midnight UTC, including at the ends of months, years and February', () => {
  const ends = ['2026-11-24', '2026-11-30', '2026-12-31', '2028-02-28', '2026-12', '2026-11', 'total']
  expect(ends.map((period) => nextPeriod(period)?.toISOString().slice(0, 10) ?? null)).toEqual([
    ...['2026-11-25', '2026-12-01', '2027-01-01', '2028-02-29', '2027-01-01', '2026-12-01', null],
  ])
  expect(renewal('2026-11').message).toBe('It resets on 2026-12-01 at 00:00 UTC.')
})

test('formats small amounts without rounding them to 0', () => {
  expect([0, 400, 10_000, 12_345_678].map(dollars)).toEqual(['$0.00', '$0.000400', '$0.01', '$12.35'])
})

test('a budget of 0 is past every threshold', () => {
  const used = { degradation: { atPercent: 100, maxPassages: 2 }, limitMicros: 0, spentMicros: 0 }
  expect(combineDegradations([used])).toEqual({ atPercent: 100, maxPassages: 2 })
  expect(combineDegradations([{ ...used, limitMicros: 10 }])).toBeNull()
})
