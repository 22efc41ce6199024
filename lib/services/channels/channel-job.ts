import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const ChannelJobData = z.strictObject({ messageId: Id, workspaceId: Id })
export type ChannelJobData = z.infer<typeof ChannelJobData>

/** Performs the next step of a message: starts its run or sends its answer. Retried for about two hours. */
export const channelJob: JobKind<ChannelJobData> = {
  name: 'channel-message',
  schema: ChannelJobData,
  concurrency: 8,
  retryLimit: 12,
  retryDelayMaxSeconds: 900,
  expireInSeconds: 120,
}
