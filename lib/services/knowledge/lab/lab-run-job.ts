import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const LabRunData = z.strictObject({ workspaceId: Id, labRunId: Id })
export type LabRunData = z.infer<typeof LabRunData>

/** Each turn takes a few minutes and schedules the next one; stored results are not repeated. */
export const labRunJob: JobKind<LabRunData> = {
  name: 'run-lab',
  schema: LabRunData,
  concurrency: 1,
  // Each kill of its process counts.
  retryLimit: 20,
  expireInSeconds: 1_800,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}
