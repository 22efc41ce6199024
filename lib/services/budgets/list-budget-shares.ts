import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { listBudgetShares as contract } from '@/lib/contracts/budgets'
import { budgetSpends } from '@/lib/db/schema/budgets'
import { notFound, requireRole, type Verb } from '../context'
import { findBudget } from './list-budgets'
import { nameSubjects } from './name-subjects'
import { periodKey } from './period-key'

const SHOWN = 200

export const listBudgetShares: Verb<typeof contract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const budget = await findBudget(ctx.db, ctx.workspace.id, params.budgetId)
  if (!budget) throw notFound('missing.budget')
  const { scope } = budget
  const found = await ctx.db
    .select({
      subject: budgetSpends.subject,
      spentMicros: budgetSpends.spentMicros,
      reservedMicros: sql<number>`coalesce((
        select sum(r.micros) from budget_reservations r
        where r.budget_id = ${budgetSpends.budgetId} and r.period = ${budgetSpends.period}
          and r.subject = ${budgetSpends.subject} and r.expires_at > now()), 0)::float8`,
    })
    .from(budgetSpends)
    .where(
      and(
        eq(budgetSpends.workspaceId, ctx.workspace.id),
        eq(budgetSpends.budgetId, budget.id),
        eq(budgetSpends.period, periodKey(sql`${budget.period}::text`)),
      ),
    )
    .orderBy(desc(budgetSpends.spentMicros))
    .limit(SHOWN)
  const nameOf = await nameSubjects(
    ctx,
    found.map(({ subject }) => ({ scope, subject })),
  )
  return { shares: found.map((row) => ({ ...row, name: nameOf({ scope, subject: row.subject }) })) }
}
