import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { ALERT_KINDS } from './alert-kinds'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, PageQuery, Timestamp } from './shared'

/** Work for members of the workspace: approvals (lib/contracts/pending-inputs), failures and alerts. */

export const AlertKind = z.enum(ALERT_KINDS)
export type AlertKind = z.infer<typeof AlertKind>

const Count = z.number().int()

/** Counts for the badge: inputs I may answer, and unseen items. */
export const countInbox = defineContract({
  name: 'inbox.count',
  method: 'GET',
  path: '/api/studio/inbox/count',
  access: 'viewer',
  response: z.strictObject({ approvals: Count, failures: Count, alerts: Count }),
})

export const FailureGroup = z.strictObject({
  /** For `inbox.markSeen`. */
  item: z.string(),
  app: z.strictObject({ id: Id, name: z.string() }),
  code: z.enum(ERROR_CODES),
  message: z.string(),
  errorRef: ProblemRef,
  count: Count,
  firstAt: Timestamp,
  lastAt: Timestamp,
  lastRunId: Id,
  /** The connection whose call failed in the last run; null for none, or if it was deleted. */
  connection: z.strictObject({ id: Id, name: z.string() }).nullable(),
  isSeen: z.boolean(),
})
export type FailureGroup = z.infer<typeof FailureGroup>

export const FAILURE_SORTS = ['newest', 'count'] as const

/** Failed runs of the last seven days, grouped by app and error; covers the newest 2,000 runs. */
export const listFailures = defineContract({
  name: 'inbox.failures',
  method: 'GET',
  path: '/api/studio/inbox/failures',
  access: 'viewer',
  query: z.strictObject({ search: z.string().max(200).optional(), sort: z.enum(FAILURE_SORTS).default('newest') }),
  response: z.strictObject({ failures: z.array(FailureGroup) }),
})

export const AlertView = z.strictObject({
  item: z.string(),
  id: Id,
  kind: AlertKind,
  /** The subject, such as a pending release. */
  key: z.string(),
  title: z.string(),
  titleRef: ProblemRef,
  message: z.string(),
  messageRef: ProblemRef,
  link: z.string().nullable(),
  count: Count,
  createdAt: Timestamp,
  lastAt: Timestamp,
  isSeen: z.boolean(),
})
export type AlertView = z.infer<typeof AlertView>

export const listAlerts = defineContract({
  name: 'inbox.alerts',
  method: 'GET',
  path: '/api/studio/inbox/alerts',
  access: 'viewer',
  query: PageQuery.extend({ search: z.string().max(200).optional() }),
  response: z.strictObject({ alerts: z.array(AlertView), nextCursor: Id.nullable() }),
})

/** Marks items as seen for the caller only. Later events are new again. */
export const markSeen = defineContract({
  name: 'inbox.markSeen',
  method: 'POST',
  path: '/api/studio/inbox/seen',
  access: 'viewer',
  body: z.strictObject({
    items: z
      .array(z.string().regex(/^(alert|failure):[\w:-]{1,120}$/))
      .min(1)
      .max(500),
  }),
  response: Done,
})
