import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { RolloutView } from './rollouts'
import { Done, PageQuery, ReleaseOverride, Timestamp } from './shared'

const AppParams = z.strictObject({ appId: Id })
const Note = z.string().trim().max(500).default('')

/** A local time in a time zone, such as 2026-12-01T09:00 in Europe/Berlin. */
export const PlannedTime = z.strictObject({
  wallTime: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, schemaError('forms.timeMissing')),
  timeZone: z.string().min(1).max(64),
})
export type PlannedTime = z.infer<typeof PlannedTime>

export const ReleaseRequestView = z.strictObject({
  id: Id,
  versionId: Id,
  versionNumber: z.number().int(),
  /** Starts a canary instead of going live for everyone. */
  canaryPercent: z.number().int().nullable(),
  /** For a canary: goes live automatically when its rules are met. Approving it approves that, too. */
  promotesItself: z.boolean(),
  note: z.string(),
  status: z.enum(['waiting', 'scheduled']),
  dueAt: Timestamp.nullable(),
  timeZone: z.string().nullable(),
  requestedBy: Id.nullable(),
  requestedByName: z.string(),
  createdAt: Timestamp,
})
export type ReleaseRequestView = z.infer<typeof ReleaseRequestView>

export const ReleaseResult = z.strictObject({
  /** `live` now, `waiting` for a second person, or `scheduled`. */
  status: z.enum(['live', 'waiting', 'scheduled']),
  orderId: Id.nullable(),
})
export type ReleaseResult = z.infer<typeof ReleaseResult>

/** Makes a version live in an environment: at once, at a given time, or after an approval. */
export const releaseVersion = defineContract({
  name: 'releases.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/releases',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    environment: EnvironmentName,
    versionId: Id,
    /** The version that the person saw as live; the release is rejected if another one is live now. */
    expectedVersionId: Id.nullable(),
    note: Note,
    plannedFor: PlannedTime.optional(),
    override: ReleaseOverride.optional(),
  }),
  response: ReleaseResult,
})

/**
 * Rolls back at once to a version that was live there before. Where releases need an approval, a rollback needs one,
 * too.
 */
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
  /** Key of the note, for a release by the rules of a rollout. */
  noteRef: ProblemRef,
  by: z.string(),
  approvedBy: z.string().nullable(),
  /** Whether its environment can be rolled back to its version now. */
  canReturn: z.boolean(),
  createdAt: Timestamp,
})
export type ReleaseView = z.infer<typeof ReleaseView>

/** Lists releases, canaries and shadows: a page of both together, each newest first; with `only`, just the releases. */
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

const ReleaseRequestParams = z.strictObject({ appId: Id, orderId: Id })

/** Approves or rejects a release. Must be done by someone other than the requester, once. */
export const decideReleaseRequest = defineContract({
  name: 'releaseOrders.decide',
  method: 'POST',
  path: '/api/studio/apps/:appId/release-orders/:orderId/decision',
  access: 'editor',
  params: ReleaseRequestParams,
  body: z.strictObject({
    decision: z.enum(['approve', 'decline']),
    /** The time that the person saw; rejected if it has changed. If absent, any time is accepted. */
    dueAt: Timestamp.nullable().optional(),
    /**
     * The version that the person saw as live and the change was compared to; an approval is rejected if another one is
     * live now. If absent, any version is accepted.
     */
    expectedVersionId: Id.nullable().optional(),
  }),
  response: z.strictObject({ status: z.enum(['live', 'scheduled', 'declined']) }),
})

/** Reschedules a release. An approved release must be approved again. */
export const rescheduleRelease = defineContract({
  name: 'releaseOrders.move',
  method: 'PATCH',
  path: '/api/studio/apps/:appId/release-orders/:orderId',
  access: 'editor',
  params: ReleaseRequestParams,
  body: z.strictObject({ plannedFor: PlannedTime }),
  response: z.strictObject({ status: z.enum(['waiting', 'scheduled']) }),
})

export const cancelReleaseRequest = defineContract({
  name: 'releaseOrders.cancel',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/release-orders/:orderId',
  access: 'editor',
  params: ReleaseRequestParams,
  response: Done,
})
