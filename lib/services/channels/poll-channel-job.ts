import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const PollChannelJobData = z.strictObject({ channelId: Id, workspaceId: Id })
export type PollChannelJobData = z.infer<typeof PollChannelJobData>

/** A failed poll is repeated at its next time, so the job itself has few retries. */
export const pollChannelJob: JobKind<PollChannelJobData> = {
  name: 'poll-channel',
  schema: PollChannelJobData,
  concurrency: 8,
  retryLimit: 2,
  expireInSeconds: 120,
}
