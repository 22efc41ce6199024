import 'server-only'
import type { BudgetScope } from '@/lib/contracts/budgets'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { type CountedBudget, VISITOR } from './counted-budgets'
import { nextPeriod } from './next-period'

/** Formats micro-dollars: whole cents, and more decimals below a cent. */
export function dollars(micros: number): string {
  const value = micros / 1_000_000
  const decimals = micros === 0 || Math.abs(value) >= 0.01 ? 2 : 6
  return `$${value.toFixed(decimals)}`
}

/** A sentence with the reset time of the budget. */
export function renewal(period: string): Problem {
  const next = nextPeriod(period)
  if (next === null) return problem('budgets.neverResets')
  return problem('budgets.resetsOn', { date: next.toISOString().slice(0, 10) })
}

/** The kind of subject that a budget counts separately. Selects the wording in the texts of alerts. */
export function subjectKind({
  scope,
  scopeId,
  subject,
}: Pick<CountedBudget, 'scope' | 'scopeId' | 'subject'>):
  | 'all'
  | 'visitor'
  | 'endUser'
  | Exclude<BudgetScope, 'workspace' | 'end-user'> {
  if (scopeId !== null || scope === 'workspace') return 'all'
  if (subject.startsWith(VISITOR)) return 'visitor'
  return scope === 'end-user' ? 'endUser' : scope
}
