import 'server-only'
import { and, desc, eq, gte, isNotNull, type SQL, sql } from 'drizzle-orm'
import type {
  ONLINE_CAUSES,
  OnlineExample,
  OnlineMetric,
  getOnlineReport as reportContract,
} from '@/lib/contracts/online-rules'
import { isJudge, type ScorerSettings } from '@/lib/contracts/scorers'
import { hajekMeanOfSums, type WeightedSums } from '@/lib/core/statistics/hajek-mean'
import type { Database } from '@/lib/db/database'
import { onlineRuns, onlineScores } from '@/lib/db/schema/evaluation/online-rules'
import { requireRole, type Verb } from '../../context'
import { closedRuns } from '../../knowledge/closed-runs'
import { driftOf } from './drift-of'
import { getOnlineRule, type OnlineRuleRow } from './online-rule-rows'
import { passRates } from './pass-rates'

const DAY_MS = 86_400_000
const SHOWN = 20

export const getOnlineReport: Verb<typeof reportContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const rule = await getOnlineRule(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const since = new Date(ctx.now().getTime() - query.days * DAY_MS)
  const metrics: OnlineMetric[] = []
  for (const scorer of rule.scorers) metrics.push(await metricOf(ctx.db, rule, scorer, { since, now: ctx.now() }))
  const failed = await failedRuns(ctx.db, rule, since)
  // The documents of a run may have become restricted since it was scored.
  const closed = await closedRuns(
    ctx,
    failed.map(({ runId }) => runId),
  )
  return {
    runs: await runCounts(ctx.db, rule, since),
    metrics,
    spentMicros: await spentSince(ctx.db, rule, since),
    failed: failed.filter(({ runId }) => !closed.has(runId)),
  }
}

const scoresOfRule = (rule: OnlineRuleRow, since: Date) =>
  and(eq(onlineScores.ruleId, rule.id), eq(onlineScores.workspaceId, rule.workspaceId), gte(onlineRuns.at, since))

const isSameRun = and(eq(onlineRuns.runId, onlineScores.runId), eq(onlineRuns.ruleId, onlineScores.ruleId))

async function metricOf(
  db: Database,
  rule: OnlineRuleRow,
  scorer: ScorerSettings,
  { since, now }: { since: Date; now: Date },
): Promise<OnlineMetric> {
  const isOfScorer = and(scoresOfRule(rule, since), eq(onlineScores.scorer, scorer.id))
  const sums = weightedSums(scorer)
  const byVersion = await db
    .select({
      versionNumber: onlineRuns.versionNumber,
      ...sums,
      noVerdict: sql<number>`count(*) filter (where ${onlineScores.outcome} = 'no-verdict')`.mapWith(Number),
    })
    .from(onlineScores)
    .innerJoin(onlineRuns, isSameRun)
    .where(isOfScorer)
    .groupBy(onlineRuns.versionNumber)
    .orderBy(sql`${onlineRuns.versionNumber} desc nulls last`)
  const day = sql<string>`to_char(${onlineRuns.at} at time zone 'UTC', 'YYYY-MM-DD')`
  const byDay = await db
    .select({ day, ...sums })
    .from(onlineScores)
    .innerJoin(onlineRuns, isSameRun)
    .where(isOfScorer)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
  const { reference, current } = await passRates(db, rule, scorer, now)
  const [newest] = current
  return {
    scorer: scorer.id,
    versions: byVersion.map(({ versionNumber, noVerdict, ...own }) => {
      const found = hajekMeanOfSums(own)
      return {
        versionNumber,
        noVerdict,
        count: own.count,
        mean: found?.mean ?? null,
        interval: found ? clipped(found.interval) : null,
      }
    }),
    days: byDay.flatMap(({ day, ...own }) => {
      const found = hajekMeanOfSums(own)
      return found ? [{ day, mean: found.mean, count: own.count }] : []
    }),
    drift: driftOf(reference, newest?.rate ?? { hits: 0, count: 0 }, rule.scorers.length),
  }
}

const clipped = ({ low, high }: { low: number; high: number }) => ({ low: Math.max(0, low), high: Math.min(1, high) })

/** Scores without a value count for nothing. */
function weightedSums(scorer: ScorerSettings) {
  const w: SQL = isJudge(scorer) ? sql`1 / nullif(${onlineRuns.probability}, 0)` : sql`1::float8`
  const y = onlineScores.value
  const sum = (term: SQL) => sql<number>`coalesce(sum(${term}) filter (where ${y} is not null), 0)`.mapWith(Number)
  return {
    count: sql<number>`count(${y})`.mapWith(Number),
    w: sum(w),
    wy: sum(sql`${w} * ${y}`),
    ww: sum(sql`power(${w}, 2)`),
    wwy: sum(sql`power(${w}, 2) * ${y}`),
    wwyy: sum(sql`power(${w} * ${y}, 2)`),
  } satisfies Record<keyof WeightedSums, SQL<number>>
}

async function runCounts(db: Database, { id, workspaceId }: OnlineRuleRow, since: Date) {
  const found = await db
    .select({ cause: onlineRuns.cause, count: sql<number>`count(*)`.mapWith(Number) })
    .from(onlineRuns)
    .where(and(eq(onlineRuns.ruleId, id), eq(onlineRuns.workspaceId, workspaceId), gte(onlineRuns.at, since)))
    .groupBy(onlineRuns.cause)
  const counts = new Map(found.map(({ cause, count }) => [cause, count]))
  const countOf = (cause: (typeof ONLINE_CAUSES)[number]) => counts.get(cause) ?? 0
  return {
    sampled: countOf('sampled'),
    'thumbs-down': countOf('thumbs-down'),
    'no-answer': countOf('no-answer'),
    'guard-hit': countOf('guard-hit'),
    'low-confidence': countOf('low-confidence'),
    canary: countOf('canary'),
    'not-sampled': countOf('not-sampled'),
    'no-budget': countOf('no-budget'),
    restricted: countOf('restricted'),
  }
}

async function spentSince(db: Database, { id, workspaceId }: OnlineRuleRow, since: Date): Promise<number> {
  const [row] = await db
    .select({ spent: sql<number>`coalesce(sum(${onlineScores.costMicros}), 0)`.mapWith(Number) })
    .from(onlineScores)
    .where(
      and(eq(onlineScores.ruleId, id), eq(onlineScores.workspaceId, workspaceId), gte(onlineScores.createdAt, since)),
    )
  return row?.spent ?? 0
}

async function failedRuns(db: Database, rule: OnlineRuleRow, since: Date): Promise<OnlineExample[]> {
  const found = await db
    .select({ score: onlineScores, versionNumber: onlineRuns.versionNumber, at: onlineRuns.at })
    .from(onlineScores)
    .innerJoin(onlineRuns, isSameRun)
    .where(and(scoresOfRule(rule, since), eq(onlineScores.hasPassed, false), isNotNull(onlineScores.value)))
    .orderBy(desc(onlineRuns.at))
    .limit(SHOWN)
  return found.map(({ score, versionNumber, at }) => ({
    runId: score.runId,
    scorer: score.scorer,
    value: score.value ?? 0,
    versionNumber,
    reason: score.reason,
    reasonRef: score.reasonRef,
    at: at.toISOString(),
  }))
}
