const DAY_MS = 86_400_000

export const RANGE_KINDS = ['7', '30', '90', 'month'] as const
export type RangeKind = (typeof RANGE_KINDS)[number]

export interface DayRange {
  from: string
  to: string
}

/** `7`, `30` or `90` days up to today, or a month such as `2026-11`; anything else is 30 days. All in UTC. */
export function usageRange(choice: string, now: Date = new Date()): DayRange {
  const today = dayOf(now.getTime())
  if (isMonth(choice)) {
    const last = dayOf(Date.parse(`${shiftMonth(choice, 1)}-01`) - DAY_MS)
    const isOver = last < today
    return { from: `${choice}-01`, to: isOver ? last : today }
  }
  const days = choice === '7' || choice === '90' ? Number(choice) : 30
  return { from: dayOf(now.getTime() - (days - 1) * DAY_MS), to: today }
}

export function kindOf(choice: string): RangeKind {
  if (isMonth(choice)) return 'month'
  return RANGE_KINDS.find((kind) => kind === choice) ?? '30'
}

export function thisMonth(now: Date = new Date()): string {
  return dayOf(now.getTime()).slice(0, 7)
}

export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** Each day of the range, in order. */
export function daysOf({ from, to }: DayRange): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayOf(Date.parse(from) + index * DAY_MS))
}

const isMonth = (choice: string) => /^\d{4}-(?:0[1-9]|1[0-2])$/.test(choice)
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
