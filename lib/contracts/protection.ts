import { z } from 'zod'
import { BLOCK_KINDS, REJECTION_KINDS } from '@/lib/contracts/protection-kinds'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

const PerMinute = z.number().int().min(1).max(100_000).nullable().default(null)
const AtOnce = z.number().int().min(1).max(10_000).nullable().default(null)

/** Limits of a published app. Null means the default of the instance. */
export const AppLimits = z.strictObject({
  perMinute: PerMinute,
  atOnce: AtOnce,
  /** Per visitor, or per end user named by an API client. */
  endUserPerMinute: PerMinute,
  endUserAtOnce: AtOnce,
  /** Messages per IPv4 address or IPv6 /64. */
  addressPerMinute: PerMinute,
  /** Characters per text. */
  maxText: z.number().int().min(50).max(200_000).nullable().default(null),
  /** Size of all inputs and the history, as JSON. */
  maxBodyKb: z.number().int().min(1).max(1_024).nullable().default(null),
  /** Handling of messages that look like prompt injection. */
  guard: z.enum(['off', 'count', 'block']).default('off'),
})
export type AppLimits = z.infer<typeof AppLimits>

/** Limits of an API key, over everything that it may call. */
export const KeyLimits = z.strictObject({ perMinute: PerMinute, atOnce: AtOnce })
export type KeyLimits = z.infer<typeof KeyLimits>

const AppParams = z.strictObject({ appId: Id })

export const getAppProtection = defineContract({
  name: 'protection.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/protection',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({
    limits: AppLimits,
    /** The limits that apply where the app sets none. */
    defaults: z.strictObject({
      perMinute: z.number(),
      atOnce: z.number(),
      endUserPerMinute: z.number(),
      endUserAtOnce: z.number(),
      addressPerMinute: z.number(),
      maxText: z.number(),
      maxBodyKb: z.number(),
    }),
  }),
})

export const saveAppProtection = defineContract({
  name: 'protection.save',
  method: 'PUT',
  path: '/api/studio/apps/:appId/protection',
  access: 'editor',
  params: AppParams,
  body: AppLimits,
  response: Done,
})

const Bytes = z.number().int()

/** Storage used by visitors of an app, and by the visitors of all apps together. */
export const getVisitorFiles = defineContract({
  name: 'protection.visitorFiles',
  method: 'GET',
  path: '/api/studio/apps/:appId/visitor-files',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({
    count: z.number().int(),
    bytes: Bytes,
    /** Bytes of all apps of the workspace that are not in the trash. */
    workspaceBytes: Bytes,
    limitBytes: Bytes,
  }),
})

export const deleteVisitorFiles = defineContract({
  name: 'protection.deleteVisitorFiles',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/visitor-files',
  access: 'editor',
  params: AppParams,
  response: z.strictObject({ deleted: z.number().int() }),
})

export const TrafficStop = z.strictObject({
  /** Null for the whole workspace. */
  app: z.strictObject({ id: Id, name: z.string() }).nullable(),
  message: z.string(),
  stoppedBy: z.string(),
  at: Timestamp,
})
export type TrafficStop = z.infer<typeof TrafficStop>

export const listStops = defineContract({
  name: 'protection.stops',
  method: 'GET',
  path: '/api/studio/protection/stops',
  access: 'viewer',
  response: z.strictObject({ stops: z.array(TrafficStop) }),
})

/** Stops all public traffic of an app, or of the workspace: rejects new runs and cancels active ones. */
export const stopTraffic = defineContract({
  name: 'protection.stop',
  method: 'POST',
  path: '/api/studio/protection/stops',
  access: 'owner',
  body: z.strictObject({
    appId: Id.nullable(),
    message: z.string().trim().min(1).max(300).default('This app takes a short break. Please try again later.'),
  }),
  response: z.strictObject({ cancelledRuns: z.number().int() }),
})

export const resumeTraffic = defineContract({
  name: 'protection.resume',
  method: 'POST',
  path: '/api/studio/protection/resume',
  access: 'owner',
  body: z.strictObject({ appId: Id.nullable() }),
  response: Done,
})

export const BlockKind = z.enum(BLOCK_KINDS)
export type BlockKind = z.infer<typeof BlockKind>

export const BlockView = z.strictObject({
  id: Id,
  kind: BlockKind,
  subject: z.string(),
  /** Name of a key. */
  name: z.string().nullable(),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
})
export type BlockView = z.infer<typeof BlockView>

export const listBlocks = defineContract({
  name: 'protection.blocks',
  method: 'GET',
  path: '/api/studio/protection/blocks',
  access: 'editor',
  response: z.strictObject({ blocks: z.array(BlockView) }),
})

export const createBlock = defineContract({
  name: 'protection.block',
  method: 'POST',
  path: '/api/studio/protection/blocks',
  access: 'editor',
  body: z.strictObject({
    kind: BlockKind,
    /** Any address; IPv6 is blocked by its /64. */
    subject: z.string().trim().min(1).max(500),
    reason: z.string().trim().min(1, schemaError('forms.reasonMissing')).max(300),
    /** Null if it stays until removed. */
    hours: z.number().int().min(1).max(8_760).nullable(),
  }),
  response: z.strictObject({ id: Id }),
})

export const liftBlock = defineContract({
  name: 'protection.unblock',
  method: 'DELETE',
  path: '/api/studio/protection/blocks/:blockId',
  access: 'editor',
  params: z.strictObject({ blockId: Id }),
  response: Done,
})

export const RejectionKind = z.enum(REJECTION_KINDS)
export type RejectionKind = z.infer<typeof RejectionKind>

const Count = z.number().int()
const Offender = z.strictObject({
  subject: z.string(),
  /** Name of an app or key that still exists. */
  name: z.string().nullable(),
  count: Count,
  kinds: z.partialRecord(RejectionKind, Count),
  lastAt: Timestamp,
  isBlocked: z.boolean(),
})
export type Offender = z.infer<typeof Offender>

export const ABUSE_RANGES = ['hour', 'day', 'week', 'month'] as const

/** Reports limited, blocked and stopped callers: sums per five minutes, kept for 30 days. */
export const readAbuse = defineContract({
  name: 'protection.abuse',
  method: 'GET',
  path: '/api/studio/protection/abuse',
  access: 'editor',
  query: z.strictObject({ range: z.enum(ABUSE_RANGES).default('day'), appId: Id.optional() }),
  response: z.strictObject({
    from: Timestamp,
    to: Timestamp,
    bucketSeconds: z.number().int(),
    totals: z.partialRecord(RejectionKind, Count),
    points: z.array(z.strictObject({ at: Timestamp, kind: RejectionKind, count: Count })),
    top: z.strictObject({
      apps: z.array(Offender),
      keys: z.array(Offender),
      endUsers: z.array(Offender),
      addresses: z.array(Offender),
    }),
  }),
})
