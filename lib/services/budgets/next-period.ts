import 'server-only'
/** Start of the next period in UTC, or null for a budget that never resets. */
export function nextPeriod(period: string): Date | null {
  const [year, month, day] = period.split('-').map(Number)
  if (year === undefined || month === undefined || Number.isNaN(year)) return null
  return new Date(day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1))
}
