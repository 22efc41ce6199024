import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const PollJobData = z.strictObject({ triggerId: Id, workspaceId: Id })
export type PollJobData = z.infer<typeof PollJobData>

/** A failed poll is repeated at its next time, so the job itself has few retries. */
export const pollJob: JobKind<PollJobData> = {
  name: 'poll-trigger',
  schema: PollJobData,
  concurrency: 8,
  retryLimit: 2,
  expireInSeconds: 120,
}
