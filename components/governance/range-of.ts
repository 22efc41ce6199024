import type { LedgerRange } from '@/lib/contracts/ledger'

export const RANGE_DAYS = ['7', '30', '90', '365'] as const

const DAY_MS = 86_400_000

/** The last days up to today, in UTC as on the server. */
export function rangeOf(days: (typeof RANGE_DAYS)[number], today: Date): LedgerRange {
  const from = new Date(today.getTime() - (Number(days) - 1) * DAY_MS)
  return { from: dayOf(from), to: dayOf(today) }
}

/** All days of a range, in order. */
export function daysOf({ from, to }: LedgerRange): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) days.push(dayOf(new Date(at)))
  return days
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10)
