import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { RunStatus } from './run-status'
import { ConcurrencyKey, Done, Name, Timestamp } from './shared'

const AppParams = z.strictObject({ appId: Id })
const ScheduleParams = z.strictObject({ scheduleId: Id })

/** Five fields: minute, hour, day of the month, month, day of the week. Validated further by the server. */
export const Cron = z.string().trim().min(9).max(120)
export const TimeZone = z.string().min(1).max(60)

/** Handling of times missed while no server was running: none, one run for all, or each one. */
export const MissedPolicy = z.enum(['skip', 'once', 'all'])
export type MissedPolicy = z.infer<typeof MissedPolicy>
/** Handling of a time at which the previous run is still active. */
export const OverlapPolicy = z.enum(['allow', 'skip', 'queue'])
export type OverlapPolicy = z.infer<typeof OverlapPolicy>
/** With `all`, at most this many missed times are run. */
export const MAX_MISSED = 24

const settings = {
  name: Name,
  cron: Cron,
  timeZone: TimeZone,
  inputs: JsonObjectSchema,
  missed: MissedPolicy,
  overlap: OverlapPolicy,
  /** Its runs and others of the app with this key run in sequence. */
  concurrencyKey: ConcurrencyKey.nullable(),
  /** Null means the version that is live at run time. */
  versionId: Id.nullable(),
  enabled: z.boolean(),
}

export const ScheduleView = z.strictObject({
  id: Id,
  appId: Id,
  appName: z.string(),
  ...settings,
  nextRuns: z.array(Timestamp),
  lastRunAt: Timestamp.nullable(),
  lastRunId: Id.nullable(),
  /** Null if there is none, or if it was deleted. */
  lastRunStatus: RunStatus.nullable(),
  lastError: z.string().nullable(),
  lastErrorRef: ProblemRef,
  updatedAt: Timestamp,
})
export type ScheduleView = z.infer<typeof ScheduleView>

export const listSchedules = defineContract({
  name: 'schedules.list',
  method: 'GET',
  path: '/api/studio/schedules',
  access: 'viewer',
  query: z.strictObject({ appId: Id.optional() }),
  response: z.strictObject({ schedules: z.array(ScheduleView) }),
})

export const createSchedule = defineContract({
  name: 'schedules.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/schedules',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    ...settings,
    inputs: JsonObjectSchema.default({}),
    missed: MissedPolicy.default('once'),
    overlap: OverlapPolicy.default('skip'),
    concurrencyKey: ConcurrencyKey.nullable().default(null),
    versionId: Id.nullable().default(null),
    enabled: z.boolean().default(true),
  }),
  response: ScheduleView,
})

export const updateSchedule = defineContract({
  name: 'schedules.update',
  method: 'PATCH',
  path: '/api/studio/schedules/:scheduleId',
  access: 'editor',
  params: ScheduleParams,
  body: z.strictObject(settings).partial(),
  response: ScheduleView,
})

export const deleteSchedule = defineContract({
  name: 'schedules.delete',
  method: 'DELETE',
  path: '/api/studio/schedules/:scheduleId',
  access: 'editor',
  params: ScheduleParams,
  response: Done,
})

/** Runs a schedule once, in addition to its times. */
export const runSchedule = defineContract({
  name: 'schedules.run',
  method: 'POST',
  path: '/api/studio/schedules/:scheduleId/runs',
  access: 'runner',
  params: ScheduleParams,
  response: z.strictObject({ runId: Id }),
})

/** Previews the next times of an expression. @throws INVALID_INPUT with a sentence for the field */
export const previewSchedule = defineContract({
  name: 'schedules.preview',
  method: 'GET',
  path: '/api/studio/schedule-preview',
  access: 'viewer',
  query: z.strictObject({ cron: z.string().max(120), timeZone: TimeZone }),
  response: z.strictObject({ nextRuns: z.array(Timestamp), error: z.string().nullable() }),
})
