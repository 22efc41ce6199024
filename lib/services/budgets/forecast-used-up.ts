import 'server-only'
import type { BudgetForecast } from '@/lib/contracts/budgets'

const HOUR_MS = 3_600_000
/** Elapsed time before a forecast: a shorter part of the period is not representative. */
const MIN_ELAPSED_MS = { day: HOUR_MS, month: 24 * HOUR_MS, total: 24 * HOUR_MS } as const

export interface Spending {
  period: keyof typeof MIN_ELAPSED_MS
  spentMicros: number
  limitMicros: number
  beganAt: Date
  /** Null if it will not be used up. */
  endsAt: Date | null
  now: Date
}

/** Time at which a budget is used up at the average rate of the current period. */
export function forecastUsedUp({ period, spentMicros, limitMicros, beganAt, endsAt, now }: Spending): BudgetForecast {
  if (spentMicros >= limitMicros) return { kind: 'used-up' }
  const elapsedMs = now.getTime() - beganAt.getTime()
  if (spentMicros <= 0 || elapsedMs < MIN_ELAPSED_MS[period]) return { kind: 'no-data' }
  const atMs = beganAt.getTime() + (limitMicros / spentMicros) * elapsedMs
  const isFar = atMs - now.getTime() > 3_650 * 24 * HOUR_MS
  if (isFar || (endsAt !== null && atMs >= endsAt.getTime())) return { kind: 'lasts' }
  return { kind: 'runs-out', at: new Date(atMs).toISOString() }
}
