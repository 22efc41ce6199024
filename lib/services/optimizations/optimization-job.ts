import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const OptimizationData = z.strictObject({ workspaceId: Id, optimizationId: Id })
export type OptimizationData = z.infer<typeof OptimizationData>

/** Each turn takes some minutes and schedules the next one. Stored answers are not repeated. */
export const optimizationJob: JobKind<OptimizationData> = {
  name: 'optimize-app',
  schema: OptimizationData,
  concurrency: 1,
  // Each kill of its process counts. An app that ends the process stops earlier, by the limit of its runs.
  retryLimit: 20,
  expireInSeconds: 1_800,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}
