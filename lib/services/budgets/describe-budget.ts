import 'server-only'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { type CountedBudget, VISITOR } from './counted-budgets'
import { nextPeriod } from './next-period'

/** Formats micro-dollars: whole cents, and more decimals below a cent. */
export function dollars(micros: number): string {
  const value = micros / 1_000_000
  const places = micros === 0 || Math.abs(value) >= 0.01 ? 2 : 6
  return `$${value.toFixed(places)}`
}

/** When the budget resets, as a sentence. */
export function renewal(period: string): Problem {
  const next = nextPeriod(period)
  if (next === null) return problem('budgets.neverResets')
  return problem('budgets.resetsOn', { date: next.toISOString().slice(0, 10) })
}

/** The subject, where each one has their own share. */
export function describeSubject({
  scope,
  scopeId,
  subject,
}: Pick<CountedBudget, 'scope' | 'scopeId' | 'subject'>): string {
  if (scopeId !== null || scope === 'workspace') return ''
  if (subject.startsWith(VISITOR)) return ' by visitors without a name of one address'
  return scope === 'end-user' ? ' by one end user' : ` by the ${scope} ${subject}`
}
