import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

const DriveRunData = z.strictObject({ runId: Id, workspaceId: Id })

/** “Drive this run”: whoever gets it takes the run up from its stored events, unless somebody has it already. */
export const driveRunJob: JobKind<z.infer<typeof DriveRunData>> = {
  name: 'drive-run',
  schema: DriveRunData,
  concurrency: 64,
  // What keeps a run from being driven is the run's own matter (its attempts are counted there).
  retryLimit: 3,
  expireInSeconds: 7_200,
}
