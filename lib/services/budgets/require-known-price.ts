import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { CountedBudget } from './counted-budgets'

/**
 * For a call or a training with an unknown price, which would count 0. @throws BUDGET_EXCEEDED if a budget rejects it
 */
export function requireKnownPrice(budgets: readonly Pick<CountedBudget, 'name' | 'refuseUnknownPrice'>[]): void {
  const strict = budgets.find(({ refuseUnknownPrice }) => refuseUnknownPrice)
  if (strict)
    throw new AppError('BUDGET_EXCEEDED', problem('budgets.priceUnknown', { budget: strict.name }), { isFinal: true })
}
