import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { activeBudgets } from './active-budgets'
import { type CountedBudget, countedBudgets } from './counted-budgets'
import { dollars, renewal } from './describe-budget'
import { releaseExpired } from './release-expired'
import { requireKnownPrice } from './require-known-price'
import { reserveMicros, type SpendRow } from './reserve-micros'

/** A training that a service has not finished within a week is abandoned; the last check may be late. */
const RESERVATION_SECONDS = 8 * 86_400

/** The budgets that apply to a training: it belongs to no app, key or end user. */
export async function budgetsOfTraining(db: Database, workspaceId: string): Promise<readonly CountedBudget[]> {
  const noCaller = { appId: null, keyId: null, endUser: null, runId: null, userId: null }
  return countedBudgets(await activeBudgets(db, workspaceId), { workspaceId, ...noCaller })
}

/**
 * Reserves the maximum cost of a training in every budget that applies, until it is settled. A call may exceed a
 * budget, but a training is large and known in advance, so it must fit completely. Nothing is reserved for one with an
 * unknown price.
 * @returns the reservations @throws BUDGET_EXCEEDED, with the remaining amount of the budget
 */
export async function reserveTraining(
  tx: Transaction,
  workspaceId: string,
  budgets: readonly CountedBudget[],
  plannedMicros: number | null,
): Promise<string[]> {
  if (budgets.length === 0) return []
  if (plannedMicros === null) requireKnownPrice(budgets)
  const micros = plannedMicros ?? 0
  const options = { mustFit: true, seconds: RESERVATION_SECONDS }
  let reservation = await reserveMicros(tx, workspaceId, budgets, micros, options)
  if (!reservation.isReserved && (await releaseExpired(tx, workspaceId)) > 0)
    reservation = await reserveMicros(tx, workspaceId, budgets, micros, options)
  if (reservation.isReserved) return reservation.reservationIds
  throw doesNotFit(budgets, reservation.spends, micros)
}

function doesNotFit(budgets: readonly CountedBudget[], spends: readonly SpendRow[], micros: number): AppError {
  const short = spends.flatMap((spend) => {
    const budget = budgets.find(({ id }) => id === spend.budgetId)
    const left = budget ? budget.limitMicros - spend.spentMicros - spend.reservedMicros : 0
    return budget && left < Math.max(1, micros) ? [{ budget, spend, left: Math.max(0, left) }] : []
  })
  const [tightest] = short.sort((a, b) => a.left - b.left)
  if (!tightest) return new AppError('UNAVAILABLE', problem('budgets.changed'))
  const { budget, spend, left } = tightest
  const parameters = { budget: budget.name, renewal: renewal(spend.period) }
  const exceeded =
    micros > 0
      ? problem('budgets.trainingTooExpensive', { ...parameters, cost: dollars(micros), left: dollars(left) })
      : problem('budgets.nothingLeft', parameters)
  return new AppError('BUDGET_EXCEEDED', exceeded, { isFinal: true })
}
