import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

const DriveRunData = z.strictObject({ runId: Id, workspaceId: Id })

/** The job “drive this run”: the worker claims the run from its stored events, unless another process has it. */
export const driveRunJob: JobKind<z.infer<typeof DriveRunData>> = {
  name: 'drive-run',
  schema: DriveRunData,
  concurrency: 64,
  // Failures to drive a run are counted by the run's own attempts.
  retryLimit: 3,
  expireInSeconds: 7_200,
}
