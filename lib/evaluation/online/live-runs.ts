import 'server-only'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, notExists, notInArray, sql } from 'drizzle-orm'
import { firstIdAt } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { runFeedback } from '@/lib/db/schema/datasets'
import { onlineRules, onlineRuns } from '@/lib/db/schema/evaluation/online-rules'
import { rollouts } from '@/lib/db/schema/releases'
import { runs } from '@/lib/db/schema/runs'
import type { OnlineRuleRow } from '@/lib/services/evaluations/online/online-rule-rows'

/** A run that is open for longer, such as one that waits for an approval, is not scored. */
const LONGEST_OPEN_MS = 86_400_000
const UNPUBLISHED = ['studio', 'evaluation', 'shadow'] as const

export interface LiveRun {
  id: string
  versionId: string | null
  versionNumber: number | null
  status: 'succeeded' | 'failed'
  isDisliked: boolean
  isCanary: boolean
}

const ofRule = (rule: OnlineRuleRow) =>
  and(
    eq(runs.workspaceId, rule.workspaceId),
    eq(runs.appId, rule.appId),
    isNotNull(runs.versionId),
    isNull(runs.shadowOf),
    notInArray(runs.origin, [...UNPUBLISHED]),
    rule.environment === null ? undefined : eq(runs.environment, rule.environment),
  )

/** Ended runs of published versions that the rule has not processed, oldest first. */
export async function nextLiveRuns(db: Database, rule: OnlineRuleRow, limit: number): Promise<LiveRun[]> {
  const processed = db
    .select({ runId: onlineRuns.runId })
    .from(onlineRuns)
    .where(
      and(eq(onlineRuns.runId, runs.id), eq(onlineRuns.ruleId, rule.id), eq(onlineRuns.workspaceId, rule.workspaceId)),
    )
  const rated = db
    .select({ id: runFeedback.id })
    .from(runFeedback)
    .where(
      and(
        eq(runFeedback.runId, runs.id),
        eq(runFeedback.workspaceId, rule.workspaceId),
        eq(runFeedback.rating, 'down'),
      ),
    )
  const canary = db
    .select({ id: rollouts.id })
    .from(rollouts)
    .where(
      and(
        eq(rollouts.id, runs.rolloutId),
        eq(rollouts.workspaceId, rule.workspaceId),
        eq(rollouts.kind, 'canary'),
        eq(rollouts.versionId, runs.versionId),
      ),
    )
  const found = await db
    .select({
      id: runs.id,
      versionId: runs.versionId,
      versionNumber: runs.versionNumber,
      status: runs.status,
      isDisliked: sql<boolean>`exists ${rated}`,
      isCanary: sql<boolean>`exists ${canary}`,
    })
    .from(runs)
    .where(
      and(ofRule(rule), gt(runs.id, rule.cursor), inArray(runs.status, ['succeeded', 'failed']), notExists(processed)),
    )
    .orderBy(asc(runs.id))
    .limit(limit)
  return found.flatMap(({ status, ...run }) =>
    status === 'succeeded' || status === 'failed' ? [{ ...run, status }] : [],
  )
}

/** Moves the cursor past the processed runs, but never past a run that is still open. */
export async function advanceCursor(db: Database, rule: OnlineRuleRow, lastId: string, nowMs: number): Promise<string> {
  const oldest = firstIdAt(nowMs - LONGEST_OPEN_MS)
  const from = [rule.cursor, oldest].sort().at(-1) ?? oldest
  const [openRun] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(ofRule(rule), gt(runs.id, from), lte(runs.id, lastId), inArray(runs.status, ['queued', 'running', 'paused'])),
    )
    .orderBy(asc(runs.id))
    .limit(1)
  const cursor = openRun ? firstIdAt(msOfId(openRun.id) - 1) : lastId
  if (cursor <= rule.cursor) return rule.cursor
  await db
    .update(onlineRules)
    .set({ cursor })
    .where(and(eq(onlineRules.id, rule.id), eq(onlineRules.workspaceId, rule.workspaceId)))
  return cursor
}

const msOfId = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

export interface DislikedRun extends LiveRun {
  ratedAt: Date
  /** Whether judges have already scored it. */
  isJudged: boolean
}

/** Processed runs that somebody disliked since then, in the order of the ratings. */
export async function newlyDisliked(db: Database, rule: OnlineRuleRow, limit: number): Promise<DislikedRun[]> {
  const found = await db
    .select({
      id: runs.id,
      versionId: runs.versionId,
      versionNumber: runs.versionNumber,
      status: runs.status,
      ratedAt: runFeedback.updatedAt,
      probability: onlineRuns.probability,
    })
    .from(runFeedback)
    .innerJoin(runs, and(eq(runs.id, runFeedback.runId), eq(runs.workspaceId, runFeedback.workspaceId)))
    .innerJoin(onlineRuns, and(eq(onlineRuns.runId, runs.id), eq(onlineRuns.ruleId, rule.id)))
    .where(
      and(
        eq(runFeedback.workspaceId, rule.workspaceId),
        eq(runFeedback.appId, rule.appId),
        eq(runFeedback.rating, 'down'),
        gt(runFeedback.updatedAt, rule.feedbackAt),
        ne(onlineRuns.cause, 'restricted'),
      ),
    )
    .orderBy(asc(runFeedback.updatedAt))
    .limit(limit)
  return found.flatMap(({ status, probability, ...run }) =>
    status === 'succeeded' || status === 'failed'
      ? [{ ...run, status, isDisliked: true, isCanary: false, isJudged: probability > 0 }]
      : [],
  )
}
