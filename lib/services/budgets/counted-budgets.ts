import 'server-only'
import { createHash } from 'node:crypto'
import type { ActiveBudget } from './active-budgets'

/** The caller of a model. */
export interface Caller {
  workspaceId: string
  appId: string | null
  /** Environment of the app; draft runs and calls outside runs have none. */
  environment?: string | null
  keyId: string | null
  endUser: string | null
  /** Set for an anonymous end user, whose address stays the same under a new name. */
  visitor?: string | null
  runId: string | null
  /** The member who started it in the studio. */
  userId: string | null
}

/** A budget that applies to a call, and the subject whose share it uses. */
export interface CountedBudget extends ActiveBudget {
  subject: string
}

const MAX_SUBJECT = 200

/** The budgets that apply to the caller, sorted by id and subject: the order in which their rows are locked. */
export function countedBudgets(budgets: readonly ActiveBudget[], caller: Caller): CountedBudget[] {
  return budgets
    .flatMap((budget) => {
      const id = idOf(budget, caller)
      const counts = id !== null && (budget.scopeId === null || budget.scopeId === id)
      if (!counts) return []
      const subjects = [toSubject(id), ...visitorSubjects(budget, caller)]
      return subjects.map((subject) => ({ ...budget, subject }))
    })
    .sort((a, b) => compare(a.id, b.id) || compare(a.subject, b.subject))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A budget for each end user also counts an anonymous one together with everyone at the same address. */
function visitorSubjects({ scope, scopeId }: ActiveBudget, { visitor }: Caller): string[] {
  return scope === 'end-user' && scopeId === null && visitor ? [`${VISITOR}${visitor}`] : []
}

/** Prefix of subjects that are addresses. No end user has it: sessions are UUIDs, signed names start with `user:`. */
export const VISITOR = 'address:'

/** The subject as stored in `budget_spends`: long ids are hashed, because callers choose the names of end users. */
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
