import 'server-only'
import { and, eq, ilike, or } from 'drizzle-orm'
import type { getRun as getRunContract, listRuns as listRunsContract, RunSummary } from '@/lib/contracts/runs'
import { apps } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { innerLabels } from '../inner-labels'
import { storedEvents } from '../read-events'
import { runOrder } from './run-order'

const columns = {
  id: runs.id,
  appId: runs.appId,
  appName: apps.name,
  versionNumber: runs.versionNumber,
  origin: runs.origin,
  status: runs.status,
  preview: runs.preview,
  error: runs.error,
  inputTokens: runs.inputTokens,
  outputTokens: runs.outputTokens,
  costMicros: runs.costMicros,
  durationMs: runs.durationMs,
  sourceRunId: runs.sourceRunId,
  sourceNodeId: runs.sourceNodeId,
  createdAt: runs.createdAt,
}

export const listRuns: Verb<typeof listRunsContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const order = runOrder(query.sort)
  const words = query.search === undefined ? undefined : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`
  const found = await ctx.db
    .select(columns)
    .from(runs)
    .innerJoin(apps, eq(apps.id, runs.appId))
    .where(
      and(
        eq(runs.workspaceId, ctx.workspace.id),
        query.cursor === undefined ? undefined : order.after(query.cursor),
        query.appId === undefined ? undefined : eq(runs.appId, query.appId),
        query.status === undefined ? undefined : eq(runs.status, query.status),
        words === undefined ? undefined : or(ilike(runs.preview, words), ilike(runs.error, words)),
      ),
    )
    .orderBy(...order.orderBy)
    .limit(query.limit + 1)
  const page = found.slice(0, query.limit)
  const last = found.length > query.limit ? page.at(-1) : undefined
  return { runs: page.map(toSummary), nextCursor: last ? order.cursorOf(last) : null }
}

export const getRun: Verb<typeof getRunContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const row = await getRunRow(ctx, params.runId)
  const events = (await storedEvents(ctx.db, row.id)).map(({ event }) => event)
  return {
    run: toSummary(row),
    inputs: row.inputs,
    labels: { ...(await innerLabels(ctx.db, ctx.workspace.id, events)), ...row.labels },
    events: events.filter(({ type }) => type !== 'node-delta'),
  }
}

/** @throws NOT_FOUND, also for a run of another workspace */
export async function getRunRow(ctx: Pick<ServiceContext, 'db' | 'workspace'>, runId: string) {
  const [row] = await ctx.db
    .select({ ...columns, inputs: runs.inputs, labels: runs.labels })
    .from(runs)
    .innerJoin(apps, eq(apps.id, runs.appId))
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('run')
  return row
}

type Row = Omit<RunSummary, 'createdAt'> & { createdAt: Date }

function toSummary(row: Row): RunSummary {
  const {
    id,
    appId,
    appName,
    versionNumber,
    origin,
    status,
    preview,
    error,
    inputTokens,
    outputTokens,
    costMicros,
    durationMs,
    sourceRunId,
    sourceNodeId,
  } = row
  return {
    id,
    appId,
    appName,
    versionNumber,
    origin,
    status,
    preview,
    error,
    inputTokens,
    outputTokens,
    costMicros,
    durationMs,
    sourceRunId,
    sourceNodeId,
    createdAt: row.createdAt.toISOString(),
  }
}
