import 'server-only'
import type { UsageForecast } from '@/lib/contracts/usage'

const DAY_MS = 86_400_000
/** Number of full days in the mean; with four full weeks, weekdays are weighted. */
const MEAN_DAYS = 7
const WEIGHT_DAYS = 28
const MIN_DAYS = 3
/** The 90 % quantile of the normal distribution, so that eight of ten months end within the range. */
const NORMAL_QUANTILE_90 = 1.2816

export interface MonthUse {
  /** Cost by day (`2026-11-24`), at least of this month and of the last 28 days; days without use may be omitted. */
  costByDay: ReadonlyMap<string, number>
  /** The current day in UTC, which is incomplete. */
  today: string
  /** The first day with usage, or null without any. */
  firstDay: string | null
}

/**
 * The expected total of the month: the amount spent, plus for each remaining day the mean of the last 7 full days,
 * weighted by weekday if there are 28 full days. docs/guides/set-a-budget.md describes the formula.
 */
export function forecastMonth({ costByDay, today, firstDay }: MonthUse): UsageForecast {
  const month = today.slice(0, 7)
  const costOf = (day: string) => costByDay.get(day) ?? 0
  const spentMicros = [...costByDay].reduce((sum, [day, cost]) => (day.startsWith(month) ? sum + cost : sum), 0)
  const observedDays = firstDay === null ? 0 : Math.min(WEIGHT_DAYS, daysBetween(firstDay, today))
  if (observedDays < MIN_DAYS) return { month, spentMicros, expected: null }
  const observed = Array.from({ length: observedDays }, (_, index) => addDays(today, -1 - index))
  const recent = observed.slice(0, MEAN_DAYS).map(costOf)
  const weights = observedDays === WEIGHT_DAYS ? weekdayWeights(observed, costOf) : null
  const estimate = (day: string) => mean(recent) * (weights?.[weekdayOf(day)] ?? 1)
  const left = daysOfMonth(month).filter((day) => day > today)
  const restOfToday = Math.max(0, estimate(today) - costOf(today))
  const expected = spentMicros + restOfToday + left.reduce((sum, day) => sum + estimate(day), 0)
  const spread =
    NORMAL_QUANTILE_90 * deviation(observed.slice(0, MEAN_DAYS), costOf, weights) * Math.sqrt(left.length + 1)
  return {
    month,
    spentMicros,
    expected: {
      micros: Math.round(expected),
      lowMicros: Math.round(Math.max(spentMicros, expected - spread)),
      highMicros: Math.round(expected + spread),
      basis: weights ? 'weekdays' : 'mean',
      days: weights ? observedDays : recent.length,
    },
  }
}

/** The share of each weekday relative to the mean day; equal when nothing was spent. */
function weekdayWeights(days: readonly string[], costOf: (day: string) => number): number[] {
  const overall = mean(days.map(costOf))
  return Array.from({ length: 7 }, (_, weekday) =>
    overall === 0 ? 1 : mean(days.filter((day) => weekdayOf(day) === weekday).map(costOf)) / overall,
  )
}

/** Deviation of the last days from the forecast for them. */
function deviation(days: readonly string[], costOf: (day: string) => number, weights: number[] | null): number {
  const center = mean(days.map(costOf))
  const squares = days.map((day) => (costOf(day) - center * (weights?.[weekdayOf(day)] ?? 1)) ** 2)
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / Math.max(1, days.length - 1))
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

function daysOfMonth(month: string): string[] {
  const first = Date.parse(`${month}-01`)
  return Array.from({ length: 31 }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10)).filter(
    (day) => day.startsWith(month),
  )
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}
