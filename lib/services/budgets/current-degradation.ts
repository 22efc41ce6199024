import 'server-only'
import { sql } from 'drizzle-orm'
import type { Degradation } from '@/lib/contracts/budgets'
import { type Database, rows } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { activeBudgets } from './active-budgets'
import { combineDegradations } from './combine-degradations'
import { type Caller, type CountedBudget, countedBudgets } from './counted-budgets'
import { periodKey } from './period-key'

/**
 * The degradation that applies to a call, read before its cost is estimated. Runs no query unless one of the caller's
 * budgets defines a degradation.
 */
export async function currentDegradation(db: Database, caller: Caller): Promise<Degradation | null> {
  const active = await activeBudgets(db, caller.workspaceId)
  const budgets = countedBudgets(active, caller).filter(({ degradation }) => degradation !== null)
  return budgets.length === 0 ? null : degradationBy(db, caller, budgets)
}

async function degradationBy(
  db: Database,
  caller: Caller,
  budgets: readonly CountedBudget[],
): Promise<Degradation | null> {
  const budgetKeys = budgets.map(({ id, subject, period }) => ({ budget_id: id, subject, period }))
  const statement = sql`
    select s.budget_id::text as "budgetId", s.subject, s.spent_micros::float8 as "spentMicros" from budget_spends s
    join jsonb_to_recordset(${JSON.stringify(budgetKeys)}::text::jsonb) as w(budget_id uuid, subject text, period text)
      on s.budget_id = w.budget_id and s.subject = w.subject and s.period = ${periodKey(sql`w.period`)}
    where s.workspace_id = ${caller.workspaceId}::uuid`
  const found = await retryRead(async () => db.execute(statement))
  const spentByBudget = new Map(
    rows<{ budgetId: string; subject: string; spentMicros: number }>(found).map((row) => [
      `${row.budgetId} ${row.subject}`,
      row.spentMicros,
    ]),
  )
  return combineDegradations(
    budgets.map((budget) => ({ ...budget, spentMicros: spentByBudget.get(`${budget.id} ${budget.subject}`) ?? 0 })),
  )
}
