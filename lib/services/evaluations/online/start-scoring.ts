import 'server-only'
import { and, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { apps } from '@/lib/db/schema/apps'
import { runFeedback } from '@/lib/db/schema/datasets'
import { onlineRules } from '@/lib/db/schema/evaluation/online-rules'
import { runs } from '@/lib/db/schema/runs'
import type { System } from '../../system'
import { onlineScoreJob } from './online-score-job'

/**
 * Starts a job for each rule with new runs or ratings. Nothing is done when a run ends, so that scoring costs a caller
 * nothing; any process may call this.
 */
export async function startScoring({ db, jobs }: System): Promise<number> {
  const hasRuns = sql`exists (${db
    .select({ one: sql`1` })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, onlineRules.workspaceId),
        eq(runs.appId, onlineRules.appId),
        gt(runs.id, onlineRules.cursor),
        isNotNull(runs.versionId),
        inArray(runs.status, ['succeeded', 'failed']),
      ),
    )})`
  const hasRatings = sql`exists (${db
    .select({ one: sql`1` })
    .from(runFeedback)
    .where(
      and(
        eq(runFeedback.workspaceId, onlineRules.workspaceId),
        eq(runFeedback.appId, onlineRules.appId),
        eq(runFeedback.rating, 'down'),
        gt(runFeedback.updatedAt, onlineRules.feedbackAt),
      ),
    )})`
  const found = await db
    .select({ id: onlineRules.id, workspaceId: onlineRules.workspaceId })
    .from(onlineRules)
    .innerJoin(apps, and(eq(apps.id, onlineRules.appId), isNull(apps.deletedAt)))
    .where(and(eq(onlineRules.isOn, true), or(hasRuns, hasRatings)))
  for (const { id, workspaceId } of found)
    await jobs.send(onlineScoreJob, { workspaceId, ruleId: id }, { key: id, group: workspaceId, priority: 'batch' })
  return found.length
}
