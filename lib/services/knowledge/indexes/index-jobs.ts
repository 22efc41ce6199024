import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

const IndexData = z.strictObject({ workspaceId: Id, indexId: Id })
export type IndexData = z.infer<typeof IndexData>
const BuildData = z.strictObject({ workspaceId: Id, indexId: Id, withoutFailed: z.boolean().default(false) })
export type BuildData = z.infer<typeof BuildData>

/** Each turn takes a few minutes and schedules the next one; stored results are not repeated. */
export const buildIndexJob: JobKind<BuildData> = {
  name: 'build-index',
  schema: BuildData,
  concurrency: 1,
  retryLimit: 12,
  expireInSeconds: 3_600,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}

export const deleteIndexJob: JobKind<IndexData> = {
  name: 'delete-index',
  schema: IndexData,
  concurrency: 1,
  retryLimit: 5,
  expireInSeconds: 3_600,
  isBackground: true,
}
