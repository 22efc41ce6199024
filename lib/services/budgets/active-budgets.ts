import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { budgets } from '@/lib/db/schema/budgets'
import { BriefCache } from '@/lib/platform/brief-cache'
import { singleton } from '@/lib/platform/singleton'

export type ActiveBudget = Pick<
  typeof budgets.$inferSelect,
  | 'id'
  | 'workspaceId'
  | 'name'
  | 'scope'
  | 'scopeId'
  | 'period'
  | 'limitMicros'
  | 'warnPercent'
  | 'degradation'
  | 'refuseUnknownPrice'
>

const FRESH_MS = 1_000

const budgetCache = () => singleton('active-budgets', () => new BriefCache<readonly ActiveBudget[]>(FRESH_MS))

/**
 * The workspace's budgets that are not paused, cached for a second, so that workspaces without budgets have no cost per
 * call.
 */
export function activeBudgets(
  db: Database,
  workspaceId: string,
): readonly ActiveBudget[] | Promise<readonly ActiveBudget[]> {
  return (
    budgetCache().peek(workspaceId) ??
    budgetCache().get(workspaceId, () => retryRead(() => readBudgets(db, workspaceId)))
  )
}

/** Call after a change: this process applies it at once, others within a second. */
export function forgetActiveBudgets(workspaceId: string): void {
  budgetCache().forget(workspaceId)
}

async function readBudgets(db: Database, workspaceId: string): Promise<readonly ActiveBudget[]> {
  return db
    .select({
      id: budgets.id,
      workspaceId: budgets.workspaceId,
      name: budgets.name,
      scope: budgets.scope,
      scopeId: budgets.scopeId,
      period: budgets.period,
      limitMicros: budgets.limitMicros,
      warnPercent: budgets.warnPercent,
      degradation: budgets.degradation,
      refuseUnknownPrice: budgets.refuseUnknownPrice,
    })
    .from(budgets)
    .where(and(eq(budgets.workspaceId, workspaceId), eq(budgets.enabled, true)))
    .orderBy(asc(budgets.id))
}
