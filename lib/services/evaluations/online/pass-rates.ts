import 'server-only'
import { and, asc, eq, gt, gte, isNotNull, sql } from 'drizzle-orm'
import { isJudge } from '@/lib/contracts/scorers'
import type { Rate } from '@/lib/core/statistics/rate-sequence'
import type { Database } from '@/lib/db/database'
import { onlineRuns, onlineScores } from '@/lib/db/schema/evaluation/online-rules'
import { REFERENCE_RUNS } from './drift-of'
import type { OnlineRuleRow } from './online-rule-rows'

const CURRENT_MS = 7 * 86_400_000

export interface PassRates {
  reference: Rate
  /** Of the last seven days without the reference, by version; the newest version first. */
  current: { versionNumber: number | null; rate: Rate }[]
}

/**
 * The reference window is the first scores since the rule was created or reset. For judges only runs count that the
 * hash alone selected: runs with a sign of a problem fail more often.
 */
export async function passRates(
  db: Database,
  rule: OnlineRuleRow,
  scorer: OnlineRuleRow['scorers'][number],
  now: Date,
): Promise<PassRates> {
  const { id, workspaceId, referenceAt } = rule
  const scores = () =>
    db
      .select({ at: onlineRuns.at, runId: onlineRuns.runId, hasPassed: onlineScores.hasPassed })
      .from(onlineScores)
      .innerJoin(onlineRuns, and(eq(onlineRuns.runId, onlineScores.runId), eq(onlineRuns.ruleId, onlineScores.ruleId)))
  const isCounted = and(
    eq(onlineScores.ruleId, id),
    eq(onlineScores.workspaceId, workspaceId),
    eq(onlineScores.scorer, scorer.id),
    isNotNull(onlineScores.hasPassed),
    isJudge(scorer) ? eq(onlineRuns.isInSample, true) : undefined,
  )
  const first = await scores()
    .where(and(isCounted, gte(onlineRuns.at, referenceAt)))
    .orderBy(asc(onlineRuns.at))
    .limit(REFERENCE_RUNS)
  const reference = { hits: first.filter(({ hasPassed }) => hasPassed).length, count: first.length }
  const last = first.at(-1)
  if (!last || first.length < REFERENCE_RUNS) return { reference, current: [] }
  const since = new Date(now.getTime() - CURRENT_MS)
  const found = await db
    .select({
      versionNumber: onlineRuns.versionNumber,
      hits: sql<number>`count(*) filter (where ${onlineScores.hasPassed})`.mapWith(Number),
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(onlineScores)
    .innerJoin(onlineRuns, and(eq(onlineRuns.runId, onlineScores.runId), eq(onlineRuns.ruleId, onlineScores.ruleId)))
    .where(and(isCounted, gt(onlineRuns.at, last.at > since ? last.at : since)))
    .groupBy(onlineRuns.versionNumber)
    .orderBy(sql`${onlineRuns.versionNumber} desc nulls last`)
  return { reference, current: found.map(({ versionNumber, ...rate }) => ({ versionNumber, rate })) }
}
