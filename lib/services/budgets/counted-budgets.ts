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
  /** Of an anonymous end user: who makes himself a new name has the same address. */
  visitor?: string | null
  runId: string | null
  /** The member who started it in the studio. */
  userId: string | null
}

/** A budget that a call counts for, and whose share of it. */
export interface CountedBudget extends ActiveBudget {
  subject: string
}

const MAX_SUBJECT = 200

/** In the order of their ids and subjects, which is the order in which their rows are locked everywhere. */
export function countedBudgets(budgets: readonly ActiveBudget[], caller: Caller): CountedBudget[] {
  return budgets
    .flatMap((budget) => {
      const id = idOf(budget, caller)
      const counts = id !== null && (budget.scopeId === null || budget.scopeId === id)
      if (!counts) return []
      const subjects = [toSubject(id), ...visitorSubjects(budget, caller)]
      return subjects.map((subject) => ({ ...budget, subject }))
    })
    .sort((a, b) => (a.id === b.id ? (a.subject < b.subject ? -1 : 1) : a.id < b.id ? -1 : 1))
}

/** Each end user for itself: an anonymous one counts with all that come from the same address, too. */
function visitorSubjects({ scope, scopeId }: ActiveBudget, { visitor }: Caller): string[] {
  return scope === 'end-user' && scopeId === null && visitor ? [`${VISITOR}${visitor}`] : []
}

/** No name of an end user begins so: sessions are UUIDs, signed names begin with `user:`. */
export const VISITOR = 'address:'

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
