import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type {
  getRun as getRunContract,
  getRunGraph as getRunGraphContract,
  getRunValue as getRunValueContract,
  listRuns as listRunsContract,
  RunSummary,
} from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import { apps } from '@/lib/db/schema/apps'
import { runs, runValues } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { closedRuns, requireOpenRun, shownError } from '@/lib/services/knowledge/closed-runs'
import { withoutClosedPins } from '@/lib/services/knowledge/without-closed-pins'
import { graphOfRun } from './graph-of-run'
import { innerLabels } from './inner-labels'
import { environmentOf, runConditions, trialOf } from './run-conditions'
import { type RunOrder, runOrder } from './run-order'
import { slimEvents } from './stored-events'

const thumbs = (rating: 'up' | 'down') =>
  sql<number>`(select count(*) from run_feedback f where f.run_id = ${runs.id} and f.workspace_id = ${runs.workspaceId} and f.rating = ${rating})`.mapWith(
    Number,
  )

const columns = {
  id: runs.id,
  appId: runs.appId,
  appName: apps.name,
  versionNumber: runs.versionNumber,
  environment: environmentOf,
  trial: trialOf,
  origin: runs.origin,
  status: runs.status,
  preview: runs.preview,
  error: runs.error,
  errorRef: runs.errorRef,
  inputTokens: runs.inputTokens,
  outputTokens: runs.outputTokens,
  costMicros: runs.costMicros,
  hasUnknownCost: runs.hasUnknownCost,
  durationMs: runs.durationMs,
  sourceRunId: runs.sourceRunId,
  sourceNodeId: runs.sourceNodeId,
  part: sql<
    RunSummary['part']
  >`case when ${runs.part} is not null then jsonb_build_object('kind', ${runs.part}->>'kind', 'nodeId', ${runs.part}->>'nodeId') end`,
  thumbsUp: thumbs('up'),
  thumbsDown: thumbs('down'),
  createdAt: runs.createdAt,
}

/** Maximum number of runs that a filter without an index scans per page. */
const SCANNED_RUNS = 20_000

export const listRuns: Verb<typeof listRunsContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const order = runOrder(query.sort)
  const { scope, filter } = runConditions(query)
  const scanned = filter === undefined ? query.limit + 1 : SCANNED_RUNS
  const isInScope = and(
    eq(runs.workspaceId, ctx.workspace.id),
    query.cursor === undefined ? undefined : order.after(query.cursor),
    scope,
  )
  // PostgreSQL reads the part only until the page is full. Its alias is the table's name, as in the columns.
  const part = ctx.db
    .select()
    .from(runs)
    .where(isInScope)
    .orderBy(...order.orderBy)
    .limit(scanned)
    .as('runs')
  const found = await ctx.db
    .select(columns)
    .from(part)
    .innerJoin(apps, eq(apps.id, runs.appId))
    .where(filter)
    .orderBy(...order.orderBy)
    .limit(query.limit + 1)
  const page = found.slice(0, query.limit)
  const readableRuns = await withoutClosedTexts(ctx, page, query.search)
  const last = found.length > query.limit ? page.at(-1) : await lastOfPart(ctx, { isInScope, order, scanned })
  return { runs: readableRuns.map(toSummary), nextCursor: last ? order.cursorOf(last) : null }
}

/** Cursor of the next page if this part has too few runs. @returns undefined if there are no more */
async function lastOfPart(
  { db }: ServiceContext,
  { isInScope, order, scanned }: { isInScope: SQL | undefined; order: RunOrder; scanned: number },
) {
  // Selects only the id, which the index contains.
  const id = db
    .select({ id: runs.id })
    .from(runs)
    .where(isInScope)
    .orderBy(...order.orderBy)
    .limit(1)
    .offset(scanned - 1)
  const { durationMs, costMicros } = runs
  const [last] = await db.select({ id: runs.id, durationMs, costMicros }).from(runs).where(eq(runs.id, id))
  return last
}

/**
 * Hides the question and the error of runs that this member may not open. A search must not find runs by hidden text
 * either, so its pages can be shorter than the limit.
 */
async function withoutClosedTexts(ctx: ServiceContext, page: readonly Row[], search?: string): Promise<Row[]> {
  const closedRunIds = await closedRuns(
    ctx,
    page.map(({ id }) => id),
  )
  return page
    .filter(({ id }) => search === undefined || !closedRunIds.has(id))
    .map((row) => ({
      ...row,
      isClosed: closedRunIds.has(row.id),
      preview: closedRunIds.has(row.id) ? '' : row.preview,
      ...shownError(row.id, row, closedRunIds),
    }))
}

export const getRun: Verb<typeof getRunContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const { inputs, labels, concurrencyKey, waitsForTurn, failureOf, ...row } = await getRunRow(ctx, params.runId)
  const events = (await slimEvents(ctx.db, row.id)).map(({ event }) => event)
  // Checked afterwards, so that events added while reading are covered.
  await requireOpenRun(ctx, row.id)
  return {
    run: toSummary(row),
    inputs,
    turnKey: row.status === 'queued' && waitsForTurn ? concurrencyKey : null,
    failureOf,
    failureRunId: row.status === 'failed' ? await failureRunOf(ctx, row.id) : null,
    labels: { ...(await innerLabels(ctx.db, ctx.workspace.id, events)), ...labels },
    events: events.filter(({ type }) => type !== 'node-delta'),
  }
}

/** The run that reports a failed one, if any. */
async function failureRunOf({ db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>, runId: string) {
  const [report] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.failureOf, runId), eq(runs.workspaceId, workspace.id)))
  return report?.id ?? null
}

export const getRunValue: Verb<typeof getRunValueContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const row = await getRunRow(ctx, params.runId)
  await requireOpenRun(ctx, row.id)
  const [found] = await ctx.db
    .select({ value: runValues.value })
    .from(runValues)
    .where(and(eq(runValues.runId, row.id), eq(runValues.hash, params.hash)))
  if (!found) throw notFound('missing.value')
  return found
}

export const getRunGraph: Verb<typeof getRunGraphContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const [run] = await ctx.db
    .select({
      workspaceId: runs.workspaceId,
      versionId: runs.versionId,
      graphHash: runs.graphHash,
    })
    .from(runs)
    .where(and(eq(runs.id, params.runId), eq(runs.workspaceId, ctx.workspace.id)))
  if (!run) throw notFound('missing.run')
  const graph = await graphOfRun(ctx.db, run)
  if (!graph) throw new AppError('NOT_FOUND', problem('runs.graphGone'))
  return { graph: await withoutClosedPins(ctx, graph) }
}

/** @throws NOT_FOUND, also for a run of another workspace */
export async function getRunRow(ctx: Pick<ServiceContext, 'db' | 'workspace'>, runId: string) {
  const [row] = await ctx.db
    .select({
      ...columns,
      inputs: runs.inputs,
      labels: runs.labels,
      concurrencyKey: runs.concurrencyKey,
      failureOf: runs.failureOf,
      waitsForTurn: runs.waitsForTurn,
    })
    .from(runs)
    .innerJoin(apps, eq(apps.id, runs.appId))
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.run')
  return row
}

type Row = Omit<RunSummary, 'createdAt' | 'isClosed'> & { createdAt: Date; isClosed?: boolean }

function toSummary({ createdAt, isClosed = false, ...row }: Row): RunSummary {
  return { ...row, isClosed, createdAt: createdAt.toISOString() }
}
