import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { patiently } from '@/lib/db/patiently'
import { budgets } from '@/lib/db/schema/budgets'
import { singleton } from '@/lib/platform/singleton'

export type ActiveBudget = Pick<
  typeof budgets.$inferSelect,
  'id' | 'workspaceId' | 'name' | 'scope' | 'scopeId' | 'period' | 'limitMicros' | 'warnPercent' | 'degradation'
>

const FRESH_MS = 1_000
const MAX_WORKSPACES = 10_000

interface Known {
  readAtMs: number
  budgets: Promise<readonly ActiveBudget[]>
}

const known = () => singleton('active-budgets', () => new Map<string, Known>())

/** The workspace's budgets that are not paused, at most a second old, so that a workspace without any pays nothing a call. */
export function activeBudgets(db: Database, workspaceId: string): Promise<readonly ActiveBudget[]> {
  const cache = known()
  // The clock that nobody sets.
  const nowMs = performance.now()
  const cached = cache.get(workspaceId)
  if (cached && nowMs - cached.readAtMs < FRESH_MS) return cached.budgets
  if (cache.size >= MAX_WORKSPACES) cache.clear()
  const read = patiently(() => readBudgets(db, workspaceId))
  const entry: Known = { readAtMs: nowMs, budgets: read }
  cache.set(workspaceId, entry)
  // A failed look is not remembered: the next call asks again.
  read.catch(() => {
    if (cache.get(workspaceId) === entry) cache.delete(workspaceId)
  })
  return read
}

/** After a change: this process sees it at once, the others within a second. */
export function forgetActiveBudgets(workspaceId: string): void {
  known().delete(workspaceId)
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
    })
    .from(budgets)
    .where(and(eq(budgets.workspaceId, workspaceId), eq(budgets.enabled, true)))
    .orderBy(asc(budgets.id))
}
