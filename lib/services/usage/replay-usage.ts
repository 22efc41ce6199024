import 'server-only'
import { and, desc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { replayUsage as contract, ReplayReport } from '@/lib/contracts/usage'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { runs } from '@/lib/db/schema/runs'
import { getAppRow } from '../apps/get-app-row'
import { getConnectionRow } from '../connections/resolve-connection'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { connectionHost } from '../governance/connection-host'
import { compareCalls, type Measured, type ReplayedCall } from './compare-calls'

type Context = Pick<ServiceContext, 'db' | 'workspace'>

/** Fewer measurements are not representative. */
const MIN_CALLS = 5
const MAX_MEASURED = 500

export const replayUsage: Verb<typeof contract> = async ({ ctx, query }): Promise<ReplayReport> => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, query.appId)
  const connection = await getConnectionRow(ctx, query.connection)
  const target = {
    connectionId: connection.id,
    provider: connection.provider,
    model: query.model,
    host: connectionHost(connection),
  }
  const calls = await readCalls(ctx, app.id, query.runs)
  return compareCalls(calls, target, await readMeasured(ctx, target))
}

/**
 * Answers of chat models in the app's last successful runs. Excludes failed attempts on both sides, and shadow runs,
 * which repeat their originals.
 */
function readCalls({ db, workspace }: Context, appId: string, count: number): Promise<ReplayedCall[]> {
  const last = db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspace.id),
        eq(runs.appId, appId),
        eq(runs.status, 'succeeded'),
        isNull(runs.shadowOf),
      ),
    )
    .orderBy(desc(runs.id))
    .limit(count)
    .as('last')
  return db
    .select({
      runId: last.id,
      at: modelCalls.at,
      connectionId: modelCalls.connectionId,
      model: modelCalls.model,
      isCached: sql<boolean>`${modelCalls.outcome} = 'cached'`,
      estimated: modelCalls.estimated,
      inputTokens: modelCalls.inputTokens,
      cachedInputTokens: modelCalls.cachedInputTokens,
      outputTokens: modelCalls.outputTokens,
      costMicros: modelCalls.costMicros,
      durationMs: modelCalls.durationMs,
    })
    .from(modelCalls)
    .innerJoin(last, eq(modelCalls.runId, last.id))
    .where(
      and(
        eq(modelCalls.workspaceId, workspace.id),
        eq(modelCalls.ability, 'chat'),
        inArray(modelCalls.outcome, ['ok', 'cached']),
      ),
    )
    .orderBy(modelCalls.id)
}

/** Medians of the model's own last calls in this workspace. */
async function readMeasured(
  { db, workspace }: Context,
  { connectionId, model }: { connectionId: string; model: string },
): Promise<Measured | null> {
  const recent = db
    .select({
      firstTokenMs: modelCalls.firstTokenMs,
      perSecond:
        sql<number>`${modelCalls.outputTokens} * 1000.0 / (${modelCalls.durationMs} - ${modelCalls.firstTokenMs})`.as(
          'per_second',
        ),
    })
    .from(modelCalls)
    .where(
      and(
        eq(modelCalls.workspaceId, workspace.id),
        eq(modelCalls.connectionId, connectionId),
        eq(modelCalls.model, model),
        eq(modelCalls.ability, 'chat'),
        eq(modelCalls.outcome, 'ok'),
        gt(modelCalls.outputTokens, 0),
        isNotNull(modelCalls.firstTokenMs),
        sql`${modelCalls.durationMs} > ${modelCalls.firstTokenMs}`,
      ),
    )
    .orderBy(desc(modelCalls.id))
    .limit(MAX_MEASURED)
    .as('recent')
  const [row] = await db
    .select({
      calls: sql<number>`count(*)::int`,
      firstTokenMs: sql<number>`percentile_cont(0.5) within group (order by ${recent.firstTokenMs})::float8`,
      tokensPerSecond: sql<number>`percentile_cont(0.5) within group (order by ${recent.perSecond})::float8`,
    })
    .from(recent)
  return row && row.calls >= MIN_CALLS ? row : null
}
