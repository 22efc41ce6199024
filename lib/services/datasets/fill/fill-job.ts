import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const FillData = z.strictObject({ workspaceId: Id, datasetId: Id, sourceId: Id })
export type FillData = z.infer<typeof FillData>

/** Fills a data set from a source: a file, runs, or a model. */
export const fillJob: JobKind<FillData> = {
  name: 'fill-dataset',
  schema: FillData,
  concurrency: 1,
  retryLimit: 3,
  expireInSeconds: 3_600,
  isBackground: true,
}
