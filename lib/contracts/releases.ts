import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { RolloutView } from './rollouts'
import { Done, PageQuery, Timestamp } from './shared'

const AppParams = z.strictObject({ appId: Id })
const Note = z.string().trim().max(500).default('')

/** A wall clock time in a time zone, such as 2026-12-01T09:00 in Europe/Berlin. */
export const PlannedTime = z.strictObject({
  wallTime: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Choose a day and a time.'),
  timeZone: z.string().min(1).max(64),
})
export type PlannedTime = z.infer<typeof PlannedTime>

export const ReleaseOrderView = z.strictObject({
  id: Id,
  versionId: Id,
  versionNumber: z.number().int(),
  /** Begins a canary instead of going live for everybody. */
  canaryPercent: z.number().int().nullable(),
  /** Of a canary: goes live for everybody by itself when its rules hold. Whoever agrees to it agrees to that. */
  promotesItself: z.boolean(),
  note: z.string(),
  status: z.enum(['waiting', 'scheduled']),
  dueAt: Timestamp.nullable(),
  timeZone: z.string().nullable(),
  requestedBy: Id.nullable(),
  requestedByName: z.string(),
  createdAt: Timestamp,
})
export type ReleaseOrderView = z.infer<typeof ReleaseOrderView>

export const ReleaseResult = z.strictObject({
  /** `live` now, `waiting` for a second person, or `scheduled`. */
  status: z.enum(['live', 'waiting', 'scheduled']),
  orderId: Id.nullable(),
})
export type ReleaseResult = z.infer<typeof ReleaseResult>

/** Makes a version live in an environment: at once, at a time, or when a second person agrees. */
export const releaseVersion = defineContract({
  name: 'releases.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/releases',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    environment: EnvironmentName,
    versionId: Id,
    /** What the person saw to be live: refused when that has changed. */
    expectedVersionId: Id.nullable(),
    note: Note,
    plannedFor: PlannedTime.optional(),
  }),
  response: ReleaseResult,
})

/** Back to a version that was live there before (where releases need an approval: under that rule); at once. */
export const rollBack = defineContract({
  name: 'releases.rollBack',
  method: 'POST',
  path: '/api/studio/apps/:appId/releases/rollback',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({ environment: EnvironmentName, versionId: Id, expectedVersionId: Id.nullable(), note: Note }),
  response: ReleaseResult,
})

export const ReleaseView = z.strictObject({
  id: Id,
  environment: z.string(),
  versionId: Id.nullable(),
  versionNumber: z.number().int().nullable(),
  previousNumber: z.number().int().nullable(),
  kind: z.enum(['publish', 'promote', 'rollback', 'schedule', 'rollout', 'offline']),
  note: z.string(),
  by: z.string(),
  approvedBy: z.string().nullable(),
  /** Whether its environment can be rolled back to its version now. */
  canReturn: z.boolean(),
  createdAt: Timestamp,
})
export type ReleaseView = z.infer<typeof ReleaseView>

/**
 * What went live, and the canaries and shadows that began meanwhile: a page of both together, each newest first.
 * `only`: a page of releases alone.
 */
export const listReleases = defineContract({
  name: 'releases.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/releases',
  access: 'viewer',
  params: AppParams,
  query: PageQuery.extend({ environment: EnvironmentName.optional(), only: z.literal('releases').optional() }),
  response: z.strictObject({
    releases: z.array(ReleaseView),
    rollouts: z.array(RolloutView),
    nextCursor: Id.nullable(),
  }),
})

const OrderParams = z.strictObject({ appId: Id, orderId: Id })

/** By somebody else than who asked for it; once. */
export const decideOrder = defineContract({
  name: 'releaseOrders.decide',
  method: 'POST',
  path: '/api/studio/apps/:appId/release-orders/:orderId/decision',
  access: 'editor',
  params: OrderParams,
  body: z.strictObject({
    decision: z.enum(['approve', 'decline']),
    /** The time that was seen; refused when it is another one by now. Absent: whatever it is. */
    dueAt: Timestamp.nullable().optional(),
    /** What was seen to be live, which the change is shown against; an approval is refused when it is another version by now. Absent: whatever it is. */
    expectedVersionId: Id.nullable().optional(),
  }),
  response: z.strictObject({ status: z.enum(['live', 'scheduled', 'declined']) }),
})

/** Another time. Where somebody has agreed to the old one, somebody must agree again. */
export const moveOrder = defineContract({
  name: 'releaseOrders.move',
  method: 'PATCH',
  path: '/api/studio/apps/:appId/release-orders/:orderId',
  access: 'editor',
  params: OrderParams,
  body: z.strictObject({ plannedFor: PlannedTime }),
  response: z.strictObject({ status: z.enum(['waiting', 'scheduled']) }),
})

export const cancelOrder = defineContract({
  name: 'releaseOrders.cancel',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/release-orders/:orderId',
  access: 'editor',
  params: OrderParams,
  response: Done,
})
