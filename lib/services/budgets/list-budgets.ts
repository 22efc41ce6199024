import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { BudgetView, listBudgets as contract } from '@/lib/contracts/budgets'
import { type Database, rows } from '@/lib/db/database'
import { budgets } from '@/lib/db/schema/budgets'
import { requireRole, type Verb } from '../context'
import { forecastUsedUp } from './forecast-used-up'
import { nameSubjects, type Subject } from './name-subjects'
import { nextPeriod } from './next-period'
import { periodKey } from './period-key'

type BudgetRow = typeof budgets.$inferSelect

interface UsedRow {
  budgetId: string
  period: string
  subjects: number
  stopped: number
  /** Null if nothing was used. */
  subject: string | null
  spentMicros: number
  reservedMicros: number
}

export const listBudgets: Verb<typeof contract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select()
    .from(budgets)
    .where(eq(budgets.workspaceId, ctx.workspace.id))
    .orderBy(asc(budgets.name), asc(budgets.id))
  const used = new Map((await readUsed(ctx.db, ctx.workspace.id)).map((row) => [row.budgetId, row]))
  const subjects: Subject[] = found.flatMap(({ id, scope, scopeId }) =>
    [scopeId, used.get(id)?.subject].flatMap((subject) => (subject ? [{ scope, subject }] : [])),
  )
  const nameOf = await nameSubjects(ctx, subjects)
  return { budgets: found.map((row) => toView(row, used.get(row.id), nameOf, ctx.now())) }
}

function toView(
  row: BudgetRow,
  used: UsedRow | undefined,
  nameOf: (subject: Subject) => string | null,
  now: Date,
): BudgetView {
  const { id, name, scope, scopeId, period, limitMicros, warnPercent, degradation, refuseUnknownPrice, enabled } = row
  const endsAt = nextPeriod(used?.period ?? '')
  const spentMicros = used?.spentMicros ?? 0
  return {
    id,
    name,
    scope,
    scopeId,
    period,
    limitMicros,
    warnPercent,
    degradation,
    refuseUnknownPrice,
    enabled,
    scopeName: scopeId === null ? null : nameOf({ scope, subject: scopeId }),
    fullest:
      used && used.subject !== null
        ? {
            subject: used.subject,
            name: nameOf({ scope, subject: used.subject }),
            spentMicros,
            reservedMicros: used.reservedMicros,
          }
        : null,
    subjects: used?.subjects ?? 0,
    stopped: used?.stopped ?? 0,
    forecast: forecastUsedUp({
      period,
      spentMicros,
      limitMicros,
      endsAt,
      now,
      beganAt: beganAt(used?.period ?? '', row.createdAt),
    }),
    renewsAt: endsAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

function beganAt(period: string, createdAt: Date): Date {
  const [year, month, day = 1] = period.split('-').map(Number)
  return year === undefined || month === undefined ? createdAt : new Date(Date.UTC(year, month - 1, day))
}

async function readUsed(db: Database, workspaceId: string): Promise<UsedRow[]> {
  const found = await db.execute(sql`
    select b.id::text as "budgetId", k.period, coalesce(u.subjects, 0)::int as subjects,
      coalesce(u.stopped, 0)::int as stopped, u.subject, coalesce(u.spent, 0)::float8 as "spentMicros",
      coalesce((
        select sum(r.micros) from budget_reservations r
        where r.budget_id = b.id and r.period = k.period and r.subject = u.subject and r.expires_at > now()
      ), 0)::float8 as "reservedMicros"
    from budgets b
    cross join lateral (select ${periodKey(sql`b.period`)} as period) k
    left join lateral (
      select count(*) as subjects, count(*) filter (where s.spent_micros >= b.limit_micros) as stopped,
        (array_agg(s.subject order by s.spent_micros desc))[1] as subject, max(s.spent_micros) as spent
      from budget_spends s where s.budget_id = b.id and s.period = k.period
    ) u on true
    where b.workspace_id = ${workspaceId}::uuid`)
  return rows<UsedRow>(found)
}

/** @returns undefined when it belongs to another workspace */
export async function findBudget(db: Database, workspaceId: string, id: string): Promise<BudgetRow | undefined> {
  const [row] = await db
    .select()
    .from(budgets)
    .where(and(eq(budgets.id, id), eq(budgets.workspaceId, workspaceId)))
  return row
}
