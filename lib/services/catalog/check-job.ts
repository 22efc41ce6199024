import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const CheckJobData = z.strictObject({ workspaceId: Id, checkId: Id })
export type CheckJobData = z.infer<typeof CheckJobData>

export const modelCheckJob: JobKind<CheckJobData> = {
  name: 'check-model',
  schema: CheckJobData,
  concurrency: 2,
  retryLimit: 3,
  expireInSeconds: 3_600,
}
