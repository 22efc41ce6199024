import 'server-only'
import { and, desc, eq, exists, inArray, lt, not, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type {
  ANSWER_FILTERS,
  listLatestAnswers as answersContract,
  getRollout as getContract,
  LatestAnswer,
  listAnswerPairs as pairsContract,
} from '@/lib/contracts/rollouts'
import { runFeedback } from '@/lib/db/schema/datasets'
import { runs } from '@/lib/db/schema/runs'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { closedRuns, shownError } from '@/lib/services/knowledge/closed-runs'
import { findRollout } from '@/lib/services/releases/read-rollouts'
import { rolloutMetrics } from '@/lib/services/releases/rollout-metrics'
import { resultOf } from '../runs/run-result'
import type { RunRow } from '../runs/run-row'

const MAX_INPUT = 500

export const getRollout: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const rollout = await findRollout(ctx.db, app, params.rolloutId)
  if (!rollout) throw notFound('missing.rollout')
  const { id, kind, versionId, createdAt, endedAt } = rollout
  const times = { createdAt: new Date(createdAt), endedAt: endedAt === null ? null : new Date(endedAt) }
  const metrics = await rolloutMetrics(ctx.db, { id, kind, versionId, workspaceId: ctx.workspace.id, ...times })
  return { rollout, ...metrics }
}

export const listAnswerPairs: Verb<typeof pairsContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  if (!(await findRollout(ctx.db, app, params.rolloutId))) throw notFound('missing.rollout')
  const shadow = alias(runs, 'shadow')
  const leftOut = sql<number>`(select count(*) from run_events e, json_array_elements(e.events) x
    where e.run_id = ${shadow.id} and x -> 'event' ->> 'reason' = 'shadow')`.mapWith(Number)
  const found = await ctx.db
    .select({ base: runs, shadow, leftOut })
    .from(shadow)
    .innerJoin(runs, and(eq(runs.id, shadow.shadowOf), eq(runs.workspaceId, shadow.workspaceId)))
    .where(
      and(
        eq(shadow.workspaceId, ctx.workspace.id),
        eq(shadow.rolloutId, params.rolloutId),
        query.cursor === undefined ? undefined : lt(shadow.id, query.cursor),
      ),
    )
    .orderBy(desc(shadow.id))
    .limit(query.limit + 1)
  const page = found.slice(0, query.limit)
  const closedRunIds = await closedRuns(
    ctx,
    page.flatMap(({ base, shadow }) => [base.id, shadow.id]),
  )
  return {
    pairs: page.map((pair) => ({
      id: pair.shadow.id,
      input: closedRunIds.has(pair.base.id) ? '' : inputOf(pair.base),
      createdAt: pair.base.createdAt.toISOString(),
      base: sideOf(pair.base, 0, closedRunIds),
      candidate: sideOf(pair.shadow, pair.leftOut, closedRunIds),
    })),
    nextCursor: found.length > query.limit ? (page.at(-1)?.shadow.id ?? null) : null,
  }
}

export const listLatestAnswers: Verb<typeof answersContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const rollout = await findRollout(ctx.db, app, params.rolloutId)
  if (!rollout) throw notFound('missing.rollout')
  const isOfCandidate = eq(runs.versionId, rollout.versionId)
  const answersOf = (side: SQL) => latestOf(ctx, rollout.id, { side, ...query })
  const [base, candidate] = await Promise.all([answersOf(not(isOfCandidate)), answersOf(isOfCandidate)])
  return { base, candidate }
}

interface LatestQuery {
  side: SQL
  only: (typeof ANSWER_FILTERS)[number]
  limit: number
}

async function latestOf(
  ctx: ServiceContext,
  rolloutId: string,
  { side, only, limit }: LatestQuery,
): Promise<LatestAnswer[]> {
  const { db, workspace } = ctx
  const isOfRun = and(eq(runFeedback.runId, runs.id), eq(runFeedback.workspaceId, runs.workspaceId))
  // Bad ratings come before good ones.
  const rating = db
    .select({ rating: sql<'up' | 'down'>`min(${runFeedback.rating}::text)` })
    .from(runFeedback)
    .where(isOfRun)
  const found = await db
    .select({ run: runs, rating: sql<'up' | 'down' | null>`(${rating})` })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspace.id),
        eq(runs.rolloutId, rolloutId),
        side,
        inArray(runs.status, only === 'failed' ? ['failed'] : ['succeeded', 'failed']),
        only === 'down'
          ? exists(
              db
                .select()
                .from(runFeedback)
                .where(and(isOfRun, eq(runFeedback.rating, 'down'))),
            )
          : undefined,
      ),
    )
    .orderBy(desc(runs.id))
    .limit(limit)
  const closedRunIds = await closedRuns(
    ctx,
    found.map(({ run }) => run.id),
  )
  return found.map(({ run, rating }) => {
    const { durationMs, costMicros, hasUnknownCost } = run
    const error = shownError(run.id, run, closedRunIds)
    const input = closedRunIds.has(run.id) ? '' : inputOf(run)
    const shared = { input, answer: answerOf(run, closedRunIds), ...error, createdAt: run.createdAt.toISOString() }
    return { runId: run.id, ...shared, durationMs, costMicros, hasUnknownCost, rating }
  })
}

function sideOf(row: RunRow, leftOut: number, closed: ReadonlySet<string>) {
  const { status, durationMs, costMicros, hasUnknownCost } = row
  return {
    runId: row.id,
    status,
    answer: answerOf(row, closed),
    ...shownError(row.id, row, closed),
    durationMs,
    costMicros,
    hasUnknownCost,
    leftOut,
  }
}

/** @param closed runs whose answers the reader may not see */
function answerOf({ id, outputs }: RunRow, closed: ReadonlySet<string>): string | null {
  if (!outputs || closed.has(id)) return null
  const { answer } = resultOf(outputs, 'document')
  if (answer !== null) return answer
  return Object.keys(outputs).length === 0 ? null : JSON.stringify(outputs, null, 2)
}

function inputOf({ inputs }: RunRow): string {
  const { message } = inputs
  return (typeof message === 'string' ? message : JSON.stringify(inputs)).slice(0, MAX_INPUT)
}
