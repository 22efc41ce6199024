import 'server-only'
import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import type { OnlineRuleView } from '@/lib/contracts/online-rules'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { onlineRules, onlineScores } from '@/lib/db/schema/evaluation/online-rules'
import { notFound } from '../../context'
import { currentShare } from './current-share'

export type OnlineRuleRow = typeof onlineRules.$inferSelect

/** @throws NOT_FOUND, also for a rule of another workspace or of a deleted app */
export async function getOnlineRule(
  db: Database | Transaction,
  { workspaceId, ruleId }: { workspaceId: string; ruleId: string },
): Promise<OnlineRuleRow> {
  const [row] = await db
    .select({ rule: onlineRules })
    .from(onlineRules)
    .innerJoin(apps, and(eq(apps.id, onlineRules.appId), isNull(apps.deletedAt)))
    .where(and(eq(onlineRules.id, ruleId), eq(onlineRules.workspaceId, workspaceId)))
  if (!row) throw notFound('missing.onlineRule')
  return row.rule
}

/** Known cost of the judges since midnight in UTC. */
export async function spentToday(
  db: Database | Transaction,
  { id, workspaceId }: Pick<OnlineRuleRow, 'id' | 'workspaceId'>,
  now: Date,
): Promise<number> {
  const midnight = new Date(now)
  midnight.setUTCHours(0, 0, 0, 0)
  const [row] = await db
    .select({ spent: sql<number>`coalesce(sum(${onlineScores.costMicros}), 0)`.mapWith(Number) })
    .from(onlineScores)
    .where(
      and(
        eq(onlineScores.ruleId, id),
        eq(onlineScores.workspaceId, workspaceId),
        gte(onlineScores.createdAt, midnight),
      ),
    )
  return row?.spent ?? 0
}

export async function viewOnlineRule(
  db: Database | Transaction,
  rule: OnlineRuleRow,
  now: Date,
): Promise<OnlineRuleView> {
  const { id, appId, slug, name, environment, scorers, share, dailyBudgetMicros, isOn } = rule
  const spentTodayMicros = await spentToday(db, rule, now)
  return {
    id,
    appId,
    slug,
    name,
    environment,
    scorers,
    share,
    dailyBudgetMicros,
    isOn,
    spentTodayMicros,
    currentShare: currentShare(rule, spentTodayMicros),
    referenceAt: rule.referenceAt.toISOString(),
    createdAt: rule.createdAt.toISOString(),
  }
}
