import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

const FailureRunData = z.strictObject({
  workspaceId: Id,
  /** The app whose run failed. */
  appId: Id,
  /** The failed run; null for all of this environment since `sinceMs` that no run has reported. */
  runId: Id.nullable(),
  environment: z.string(),
  sinceMs: z.number(),
})
export type FailureRunData = z.infer<typeof FailureRunData>

/** Starts the app on failure. Retried for a few minutes, in which somebody may publish it. */
export const failureRunJob: JobKind<FailureRunData> = {
  name: 'start-failure-run',
  schema: FailureRunData,
  concurrency: 2,
  retryLimit: 6,
  expireInSeconds: 60,
  isBackground: true,
}
