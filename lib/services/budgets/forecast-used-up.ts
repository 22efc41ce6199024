import 'server-only'
import type { BudgetForecast } from '@/lib/contracts/budgets'

const HOUR_MS = 3_600_000
/** A shorter part of a period is not representative. */
const LEAST_MS = { day: HOUR_MS, month: 24 * HOUR_MS, total: 24 * HOUR_MS } as const

export interface Spending {
  period: keyof typeof LEAST_MS
  spentMicros: number
  limitMicros: number
  beganAt: Date
  /** null: never. */
  endsAt: Date | null
  now: Date
}

/** Time at which a budget is used up at the average rate of the current period. */
export function forecastUsedUp({ period, spentMicros, limitMicros, beganAt, endsAt, now }: Spending): BudgetForecast {
  if (spentMicros >= limitMicros) return { kind: 'used-up' }
  const elapsedMs = now.getTime() - beganAt.getTime()
  if (spentMicros <= 0 || elapsedMs < LEAST_MS[period]) return { kind: 'no-data' }
  const atMs = beganAt.getTime() + (limitMicros / spentMicros) * elapsedMs
  const isFar = atMs - now.getTime() > 3_650 * 24 * HOUR_MS
  if (isFar || (endsAt !== null && atMs >= endsAt.getTime())) return { kind: 'lasts' }
  return { kind: 'runs-out', at: new Date(atMs).toISOString() }
}
