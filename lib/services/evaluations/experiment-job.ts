import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const ExperimentData = z.strictObject({ workspaceId: Id, experimentId: Id })
export type ExperimentData = z.infer<typeof ExperimentData>

/** Runs a part of an experiment for a few minutes and queues the next part. Stored answers are not repeated. */
export const experimentJob: JobKind<ExperimentData> = {
  name: 'run-experiment',
  schema: ExperimentData,
  concurrency: 2,
  // Each kill of its process counts. An app that ends the process stops earlier, by the limit of its runs.
  retryLimit: 20,
  expireInSeconds: 1_800,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}
