import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { RunStatus } from '@/lib/contracts/run-status'
import type * as contract from '@/lib/contracts/schedules'
import type { ScheduleView } from '@/lib/contracts/schedules'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { internalError } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { databaseNow } from '@/lib/db/database-now'
import { apps } from '@/lib/db/schema/apps'
import { schedules } from '@/lib/db/schema/automations'
import { runs } from '@/lib/db/schema/runs'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { getAppRow } from '@/lib/services/apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '@/lib/services/context'
import { nextTimes } from '@/lib/services/schedules/cron'
import { parseRunInputs } from '../runs/parse-run-inputs'
import { findTarget } from '../runs/run-target'
import { enqueueScheduled } from './enqueue-scheduled'
import type { ScheduleRow } from './schedule-row'

const SHOWN_TIMES = 5
const MAX_TEXT = 20_000

export const listSchedules: Verb<typeof contract.listSchedules> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select({ schedule: schedules, appName: apps.name, lastRunStatus: runs.status })
    .from(schedules)
    .innerJoin(apps, eq(apps.id, schedules.appId))
    .leftJoin(runs, and(eq(runs.id, schedules.lastRunId), eq(runs.workspaceId, schedules.workspaceId)))
    .where(
      and(
        eq(schedules.workspaceId, ctx.workspace.id),
        isNull(apps.deletedAt),
        query.appId ? eq(schedules.appId, query.appId) : undefined,
      ),
    )
    .orderBy(asc(schedules.name))
  return { schedules: found.map(({ schedule, ...facts }) => view(schedule, { ...facts, now: ctx.now() })) }
}

export const createSchedule: Verb<typeof contract.createSchedule> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  // The scheduler compares due times with the database's clock, so they are computed with the same clock.
  const times = nextTimes(body, await databaseNow(ctx.db), 1)
  await checkTarget(ctx, { appId: app.id, ...body })
  const [row] = await ctx.db
    .insert(schedules)
    .values({
      ...body,
      workspaceId: ctx.workspace.id,
      appId: app.id,
      createdBy: userOf(ctx),
      nextRunAt: body.enabled ? (times[0] ?? null) : null,
    })
    .returning()
  if (!row) throw internalError('The schedule was not stored.')
  return view(row, { appName: app.name, lastRunStatus: null, now: ctx.now() })
}

export const updateSchedule: Verb<typeof contract.updateSchedule> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const before = await getScheduleRow(ctx, params.scheduleId)
  const app = await getAppRow(ctx.db, ctx.workspace.id, before.appId)
  const after = { ...before, ...definedOnly(body) }
  const [first] = nextTimes(after, await databaseNow(ctx.db), 1)
  if (body.inputs || body.versionId !== undefined) await checkTarget(ctx, after)
  const [row] = await ctx.db
    .update(schedules)
    .set({
      ...definedOnly(body),
      nextRunAt: after.enabled ? (first ?? null) : null,
      ...(after.enabled ? {} : { waiting: 0 }),
      ...lastErrorColumns(null),
      updatedAt: ctx.now(),
    })
    .where(and(eq(schedules.id, before.id), eq(schedules.workspaceId, ctx.workspace.id)))
    .returning()
  return view(row ?? before, {
    appName: app.name,
    lastRunStatus: await statusOfLastRun(ctx, before),
    now: ctx.now(),
  })
}

export const deleteSchedule: Verb<typeof contract.deleteSchedule> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const deleted = await ctx.db
    .delete(schedules)
    .where(and(eq(schedules.id, params.scheduleId), eq(schedules.workspaceId, ctx.workspace.id)))
    .returning({ id: schedules.id })
  if (deleted.length === 0) throw notFound('missing.schedule')
  return { ok: true }
}

export const runSchedule: Verb<typeof contract.runSchedule> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const schedule = await getScheduleRow(ctx, params.scheduleId)
  const now = ctx.now()
  const runId = await ctx.db.transaction((tx) =>
    enqueueScheduled(tx, ctx.system, schedule, { at: now, startedBy: userOf(ctx) }),
  )
  await ctx.db
    .update(schedules)
    .set({ lastRunAt: now, lastRunId: runId, ...lastErrorColumns(null) })
    .where(and(eq(schedules.id, schedule.id), eq(schedules.workspaceId, ctx.workspace.id)))
  return { runId }
}

export const previewSchedule: Verb<typeof contract.previewSchedule> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  try {
    const times = nextTimes(query, ctx.now(), SHOWN_TIMES)
    return { nextRuns: times.map((time) => time.toISOString()), error: null }
  } catch (error) {
    if (AppError.isInstance(error)) return { nextRuns: [], error: error.message }
    throw error
  }
}

const userOf = ({ actor }: Pick<ServiceContext, 'actor'>) => (actor.kind === 'user' ? actor.userId : undefined)

/** Reports problems when the schedule is saved, not when it runs. An app may be published later. */
async function checkTarget(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  schedule: { appId: string; versionId: string | null; inputs: JsonObject },
): Promise<void> {
  const { appId, versionId, inputs } = schedule
  const target = await findTarget(ctx.db, { workspaceId: ctx.workspace.id, appId, versionId }).catch(
    (error: unknown) => {
      if (versionId === null && AppError.isInstance(error) && error.code === 'CONFLICT') return null
      throw error
    },
  )
  if (target) parseRunInputs(target, inputs, MAX_TEXT)
}

async function getScheduleRow(ctx: Pick<ServiceContext, 'db' | 'workspace'>, id: string): Promise<ScheduleRow> {
  const [row] = await ctx.db
    .select()
    .from(schedules)
    .where(and(eq(schedules.id, id), eq(schedules.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.schedule')
  return row
}

async function statusOfLastRun(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  { lastRunId }: ScheduleRow,
): Promise<RunStatus | null> {
  if (lastRunId === null) return null
  const [run] = await ctx.db
    .select({ status: runs.status })
    .from(runs)
    .where(and(eq(runs.id, lastRunId), eq(runs.workspaceId, ctx.workspace.id)))
  return run?.status ?? null
}

interface ViewFacts {
  appName: string
  lastRunStatus: RunStatus | null
  now: Date
}

function view(row: ScheduleRow, { appName, lastRunStatus, now }: ViewFacts): ScheduleView {
  const {
    id,
    appId,
    versionId,
    name,
    cron,
    timeZone,
    inputs,
    missed,
    overlap,
    enabled,
    lastRunId,
    lastError,
    lastErrorRef,
  } = row
  const { concurrencyKey } = row
  return {
    id,
    appId,
    appName,
    versionId,
    name,
    cron,
    timeZone,
    inputs,
    missed,
    overlap,
    enabled,
    lastRunId,
    lastRunStatus,
    lastError,
    lastErrorRef,
    concurrencyKey,
    nextRuns: enabled ? nextTimes(row, now, SHOWN_TIMES).map((time) => time.toISOString()) : [],
    lastRunAt: row.lastRunAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}
