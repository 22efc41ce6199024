import 'server-only'
import type { Degradation } from '@/lib/contracts/budgets'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/core/retry/retry'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { activeBudgets } from './active-budgets'
import { alertAboutSpend, alertAboutUnknownPrice } from './budget-alerts'
import { combineDegradations, usedPercent } from './combine-degradations'
import { type Caller, type CountedBudget, countedBudgets } from './counted-budgets'
import { dollars, renewal } from './describe-budget'
import { nextPeriod } from './next-period'
import { releaseExpired } from './release-expired'
import { requireKnownPrice } from './require-known-price'
import { type Reservation, reserveMicros, type SpendRow } from './reserve-micros'
import { type Settled, settleMicros } from './settle-micros'

export interface Admission {
  /** The settings that apply now: the strictest of all budgets past their threshold. */
  degradation: Degradation | null
  /** Sentences for the trace. */
  warnings: string[]
  /**
   * Must be called after the call; calling it twice is harmless. Pass null if the price is unknown: the call then
   * counts 0 and raises an alert once. Never throws: on failure it logs, and the amount stays reserved for a while.
   */
  settle(costMicros: number | null): void | Promise<void>
}

const UNLIMITED: Admission = { degradation: null, warnings: [], settle: () => {} }
const SETTLE_RETRY = { attempts: 3, firstMs: 200, maxMs: 400, isTransient: () => true }

/**
 * Runs before each model call: reserves its maximum cost in every budget that applies. A call is admitted while spent
 * plus reserved is below the limit, so a budget is exceeded by one call at most.
 * @throws AppError BUDGET_EXCEEDED, which names the budget and when it resets; UNAVAILABLE when budgets cannot be read,
 * since an unlimited bill is worse than an outage
 */
export async function admitCall(db: Database, caller: Caller, plannedMicros: number | null): Promise<Admission> {
  const { workspaceId } = caller
  const active = await orUnavailable(async () => activeBudgets(db, workspaceId))
  const budgets = countedBudgets(active, caller)
  if (plannedMicros === null) requireKnownPrice(budgets)
  return budgets.length === 0 ? UNLIMITED : admitWithin(db, workspaceId, budgets, plannedMicros)
}

async function admitWithin(
  db: Database,
  workspaceId: string,
  budgets: readonly CountedBudget[],
  plannedMicros: number | null,
): Promise<Admission> {
  const reservation = await orUnavailable(() => reserve(db, workspaceId, budgets, plannedMicros))
  if (!reservation.isReserved) await reject(db, budgets, reservation.spends)
  const used = budgets.map((budget) => {
    const spend = reservation.spends.find((item) => isOf(item, budget))
    return { ...budget, spentMicros: spend?.spentMicros ?? 0 }
  })
  let settled: Promise<void> | null = null
  return {
    degradation: combineDegradations(used),
    warnings: used.filter((budget) => usedPercent(budget) >= budget.warnPercent).map(toWarning),
    settle: (costMicros) => {
      settled ??= settleReservations(
        db,
        { workspaceId, budgets, reservationIds: reservation.reservationIds },
        costMicros,
      )
      return settled
    },
  }
}

async function reserve(
  db: Database,
  workspaceId: string,
  budgets: readonly CountedBudget[],
  plannedMicros: number | null,
): Promise<Reservation> {
  const micros = Math.max(0, Math.ceil(plannedMicros ?? 0))
  // After a lost response the retry reserves twice for a quarter of an hour, which cannot exceed a budget.
  const reservation = await retryRead(() => reserveMicros(db, workspaceId, budgets, micros))
  if (reservation.isReserved || (await releaseExpired(db, workspaceId)) === 0) return reservation
  return reserveMicros(db, workspaceId, budgets, micros)
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new AppError('UNAVAILABLE', problem('budgets.notChecked'), {
      cause,
      retryAfterSeconds: 5,
    })
  }
}

async function reject(db: Database, budgets: readonly CountedBudget[], spends: readonly SpendRow[]): Promise<never> {
  const found = spends.flatMap((spend) => {
    const budget = budgets.find((item) => isOf(spend, item))
    return budget && spend.spentMicros + spend.reservedMicros >= budget.limitMicros ? [{ budget, spend }] : []
  })
  const usedUp = found.find(({ budget, spend }) => spend.spentMicros >= budget.limitMicros)
  const first = usedUp ?? found[0]
  // A budget was deleted between the two reads.
  if (!first) throw new AppError('UNAVAILABLE', problem('budgets.changed'))
  const { budget, spend } = first
  if (!usedUp) {
    throw new AppError('BUDGET_EXCEEDED', problem('budgets.reserved', { budget: budget.name }), {
      retryAfterSeconds: 5,
    })
  }
  await alertAboutSpend(db, budget, spend).catch(logged('failed to raise a budget alert'))
  throw stopped(budget, spend)
}

function stopped({ name, limitMicros }: CountedBudget, { period }: SpendRow): AppError {
  const next = nextPeriod(period)
  return new AppError(
    'BUDGET_EXCEEDED',
    problem('budgets.exceeded', { budget: name, limit: dollars(limitMicros), renewal: renewal(period) }),
    {
      isFinal: true,
      ...(next ? { retryAfterSeconds: Math.max(1, Math.ceil((next.getTime() - Date.now()) / 1_000)) } : {}),
    },
  )
}

/** Turns the reservation into spending and raises alerts. `costMicros` is null for an unknown price. Never throws. */
export async function settleReservations(
  db: Database,
  { workspaceId, budgets, reservationIds }: CallReservation,
  costMicros: number | null,
): Promise<void> {
  if (reservationIds.length === 0) return
  const settled = await settleWithRetries(db, workspaceId, reservationIds, Math.max(0, Math.round(costMicros ?? 0)))
  for (const spend of settled) {
    const budget = budgets.find((item) => isOf(spend, item))
    if (!budget) continue
    const alerting =
      costMicros === null ? alertAboutUnknownPrice(db, budget, spend.period) : alertAboutSpend(db, budget, spend)
    await alerting.catch(logged('failed to raise a budget alert'))
  }
}

interface CallReservation {
  workspaceId: string
  budgets: readonly CountedBudget[]
  reservationIds: readonly string[]
}

async function settleWithRetries(
  db: Database,
  workspaceId: string,
  reservationIds: readonly string[],
  micros: number,
): Promise<Settled[]> {
  try {
    return await retry(() => settleMicros(db, workspaceId, reservationIds, micros), SETTLE_RETRY)
  } catch (cause) {
    log().error({ cause, micros }, 'failed to count a model call in its budgets')
    return []
  }
}

const isOf = (spend: { budgetId: string; subject: string }, { id, subject }: CountedBudget): boolean =>
  spend.budgetId === id && spend.subject === subject

const logged = (message: string) => (cause: unknown) => log().warn({ cause }, message)

const toWarning = (budget: CountedBudget & { spentMicros: number }): string =>
  `${Math.floor(usedPercent(budget))} % of the budget “${budget.name}” are spent.`
