import 'server-only'
import { createHash } from 'node:crypto'
import type { ActiveBudget } from './active-budgets'

/** Who causes a call of a model. */
export interface Caller {
  workspaceId: string
  appId: string | null
  /** Of the app: a run of the draft, and what is no run, has none. */
  environment?: string | null
  keyId: string | null
  endUser: string | null
  runId: string | null
  /** The member who started it in the studio. */
  userId: string | null
}

/** A budget that a call counts for, and whose share of it. */
export interface CountedBudget extends ActiveBudget {
  subject: string
}

const MAX_SUBJECT = 200

/** In the order of their ids, which is the order in which their rows are locked everywhere. */
export function countedBudgets(budgets: readonly ActiveBudget[], caller: Caller): CountedBudget[] {
  return budgets
    .flatMap((budget) => {
      const id = idOf(budget, caller)
      const counts = id !== null && (budget.scopeId === null || budget.scopeId === id)
      return counts ? [{ ...budget, subject: toSubject(id) }] : []
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** As `budget_spends` names it: what strangers chose may be of any length. */
export function toSubject(id: string): string {
  return id.length <= MAX_SUBJECT ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`
}

function idOf({ scope }: ActiveBudget, caller: Caller): string | null {
  switch (scope) {
    case 'workspace':
      return 'workspace'
    case 'app':
      return caller.appId
    case 'environment':
      return caller.appId && caller.environment ? `${caller.appId}/${caller.environment}` : null
    case 'key':
      return caller.keyId
    case 'end-user':
      return caller.endUser
    case 'run':
      return caller.runId
    default: {
      const unhandled: never = scope
      return unhandled
    }
  }
}
