import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract, type ResponseOf } from './contract'
import { RunStatus } from './run-status'
import { Timestamp } from './shared'

/** The use of one app, by day in UTC. Money is in millionths of a US dollar. Shadow runs are not counted. */

const Count = z.number().int()

const Sums = z.strictObject({
  /** Runs of published versions, which end users see. */
  runs: Count,
  /** Number of these runs that ended with an error. */
  failures: Count,
  /** Runs of the draft by members in the studio. */
  draftRuns: Count,
  /** Conversations that began. */
  conversations: Count,
  thumbsUp: Count,
  thumbsDown: Count,
  /** Cost of all model calls, those of drafts included. */
  costMicros: Count,
  /** Model calls without a known price: they are missing from the cost. */
  unpricedCalls: Count,
})

export const getAppOverview = defineContract({
  name: 'apps.overview',
  method: 'GET',
  path: '/api/studio/apps/:appId/overview',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  query: z.strictObject({ days: z.coerce.number().int().min(7).max(90).default(7) }),
  response: z.strictObject({
    /** One per day, the oldest first; the last one is today and incomplete. */
    days: z.array(Sums.extend({ day: z.iso.date() })),
    sums: Sums,
    /** Distinct end users of published versions. */
    endUsers: Count,
    /** Half of the published runs took at most this long; null without any. */
    medianMs: z.number().nullable(),
    /** The newest run; null if the app never ran. */
    lastRun: z.strictObject({ id: Id, status: RunStatus, isDraft: z.boolean(), createdAt: Timestamp }).nullable(),
  }),
})
export type AppOverview = ResponseOf<typeof getAppOverview>
export type AppOverviewSums = z.infer<typeof Sums>
