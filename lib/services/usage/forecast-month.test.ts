import { expect, test } from 'vitest'
import { addDays, forecastMonth } from './forecast-month'

/** Cost of the previous days, the nearest first. */
const before = (today: string, costs: readonly number[]) =>
  new Map(costs.map((cost, index) => [addDays(today, -1 - index), cost]))

test('makes no forecast before three full days of use', () => {
  const costByDay = new Map([['2026-11-24', 500]])
  expect(forecastMonth({ costByDay, today: '2026-11-24', firstDay: '2026-11-22' })).toEqual({
    month: '2026-11',
    spentMicros: 500,
    expected: null,
  })
  expect(forecastMonth({ costByDay: new Map(), today: '2026-11-24', firstDay: null }).expected).toBeNull()
})

test('adds the mean of the last seven full days for each remaining day', () => {
  const costByDay = before('2026-11-24', [100, 100, 100, 100, 100, 100, 100, 900])
  costByDay.set('2026-11-24', 40)
  const { spentMicros, expected } = forecastMonth({ costByDay, today: '2026-11-24', firstDay: '2026-11-16' })
  expect(spentMicros).toBe(1_640)
  // Six days are left, and 60 of today.
  expect(expected).toEqual({ micros: 2_300, lowMicros: 2_300, highMicros: 2_300, basis: 'mean', days: 7 })
})

test('days without use count as 0', () => {
  const costByDay = before('2026-11-24', [0, 0, 0, 0, 0, 0, 700])
  expect(forecastMonth({ costByDay, today: '2026-11-24', firstDay: '2026-11-17' }).expected?.micros).toBe(700 + 700)
})

test('weights Mondays if four weeks show that', () => {
  // 2026-11-23 is a Monday.
  const costs = Array.from({ length: 28 }, (_, index) => (index % 7 === 0 ? 700 : 0))
  const costByDay = before('2026-11-24', costs)
  const forecast = forecastMonth({ costByDay, today: '2026-11-24', firstDay: '2026-10-01' })
  // One of the remaining days is a Monday; of this month, three Mondays after the window's first are spent.
  expect(forecast).toMatchObject({ spentMicros: 4 * 700, expected: { micros: 5 * 700, basis: 'weekdays', days: 28 } })
  expect(forecast.expected?.lowMicros).toBe(forecast.expected?.highMicros)
})

test('uneven days give a range that never starts below the amount already spent', () => {
  const costByDay = before('2026-11-24', [0, 1_000, 0, 1_000, 0, 1_000, 0])
  const { spentMicros, expected } = forecastMonth({ costByDay, today: '2026-11-24', firstDay: '2026-11-17' })
  if (!expected) throw new Error('no forecast')
  expect(expected.lowMicros).toBeGreaterThanOrEqual(spentMicros)
  expect(expected.lowMicros).toBeLessThan(expected.micros)
  expect(expected.highMicros).toBeGreaterThan(expected.micros)
})

test('on the last day, adds only the rest of that day', () => {
  const costByDay = before('2026-11-30', [100, 100, 100])
  costByDay.set('2026-11-30', 250)
  expect(forecastMonth({ costByDay, today: '2026-11-30', firstDay: '2026-11-27' }).expected?.micros).toBe(550)
})
