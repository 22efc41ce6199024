import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { budgetSpends } from '@/lib/db/schema/budgets'
import { alerts } from '@/lib/db/schema/inbox'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'
import { alertColumns, raiseAlert } from '../inbox/raise-alert'
import { usedPercent } from './combine-degradations'
import type { CountedBudget } from './counted-budgets'
import { dollars, renewal, subjectKind } from './describe-budget'

const PAGE = '/usage?tab=budgets'
const MAX_LISTED = 10_000

interface State {
  period: string
  spentMicros: number
  isWarned: boolean
  isStopped: boolean
}

/**
 * Raises an alert once per period and subject when a budget reaches its warning threshold, and once when it is used up.
 */
export async function alertAboutSpend(db: Database, budget: CountedBudget, state: State): Promise<void> {
  const isUsedUp = state.spentMicros >= budget.limitMicros
  const isNear = usedPercent({ ...budget, spentMicros: state.spentMicros }) >= budget.warnPercent
  if (isUsedUp ? state.isStopped : !isNear || state.isWarned) return
  const column = isUsedUp ? 'stoppedAt' : 'warnedAt'
  await db.transaction(async (tx) => {
    const [first] = await tx
      .update(budgetSpends)
      .set({ [column]: sql`now()`, ...(isUsedUp ? { warnedAt: sql`coalesce(${budgetSpends.warnedAt}, now())` } : {}) })
      .where(and(isSpendOf(budget, state.period), isNull(budgetSpends[column])))
      .returning({ budgetId: budgetSpends.budgetId })
    if (!first) return
    await raiseAlert(tx, { ...toAlert(budget, state, isUsedUp), key: `${budget.id}:${state.period}:${budget.subject}` })
  })
}

/** Raises an alert once per budget and period: the budget does not limit calls with an unknown price. */
export async function alertAboutUnknownPrice(db: Database, budget: CountedBudget, period: string): Promise<void> {
  const reported = singleton('unknown-prices-told', () => new Set<string>())
  const key = `${budget.id}:${period}`
  if (reported.has(key)) return
  if (reported.size >= MAX_LISTED) reported.clear()
  await db
    .insert(alerts)
    .values({
      workspaceId: budget.workspaceId,
      kind: 'budget',
      key: `budget:unpriced:${budget.id}:${period}`,
      ...alertColumns({
        title: problem('alerts.priceUnknown', { budget: budget.name }),
        message: problem('alerts.priceUnknownText'),
      }),
      link: PAGE,
    })
    .onConflictDoNothing()
  reported.add(key)
}

function toAlert(budget: CountedBudget, { period, spentMicros }: State, isUsedUp: boolean) {
  const params = {
    spent: dollars(spentMicros),
    limit: dollars(budget.limitMicros),
    by: subjectKind(budget),
    subject: budget.subject,
    renewal: renewal(period),
  }
  return {
    workspaceId: budget.workspaceId,
    kind: 'budget' as const,
    title: isUsedUp
      ? problem('alerts.budgetUsedUp', { budget: budget.name })
      : problem('alerts.budgetNear', { percent: budget.warnPercent, budget: budget.name }),
    message: problem(isUsedUp ? 'alerts.budgetBlocks' : 'alerts.budgetWarns', params),
    link: PAGE,
  }
}

const isSpendOf = (budget: CountedBudget, period: string) =>
  and(
    eq(budgetSpends.workspaceId, budget.workspaceId),
    eq(budgetSpends.budgetId, budget.id),
    eq(budgetSpends.period, period),
    eq(budgetSpends.subject, budget.subject),
  )
