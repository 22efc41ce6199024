import 'server-only'
import { sql } from 'drizzle-orm'
import type { Degradation } from '@/lib/contracts/budgets'
import { type Database, rows } from '@/lib/db/database'
import { patiently } from '@/lib/db/patiently'
import { activeBudgets } from './active-budgets'
import { combineDegradations } from './combine-degradations'
import { type Caller, countedBudgets } from './counted-budgets'
import { periodKey } from './period-key'

/** What applies to a call before its cost is planned: no statement unless a budget of the caller degrades anything. */
export async function currentDegradation(db: Database, caller: Caller): Promise<Degradation | null> {
  const budgets = countedBudgets(await activeBudgets(db, caller.workspaceId), caller).filter(
    ({ degradation }) => degradation !== null,
  )
  if (budgets.length === 0) return null
  const wanted = budgets.map(({ id, subject, period }) => ({ budget_id: id, subject, period }))
  const statement = sql`
    select s.budget_id::text as "budgetId", s.subject, s.spent_micros::float8 as "spentMicros" from budget_spends s
    join jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as w(budget_id uuid, subject text, period text)
      on s.budget_id = w.budget_id and s.subject = w.subject and s.period = ${periodKey(sql`w.period`)}
    where s.workspace_id = ${caller.workspaceId}::uuid`
  const found = await patiently(async () => db.execute(statement))
  const spent = new Map(
    rows<{ budgetId: string; subject: string; spentMicros: number }>(found).map((row) => [
      `${row.budgetId} ${row.subject}`,
      row.spentMicros,
    ]),
  )
  return combineDegradations(
    budgets.map((budget) => ({ ...budget, spentMicros: spent.get(`${budget.id} ${budget.subject}`) ?? 0 })),
  )
}
