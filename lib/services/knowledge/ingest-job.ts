import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const IngestData = z.strictObject({ workspaceId: Id, knowledgeBaseId: Id, documentId: Id })
export type IngestData = z.infer<typeof IngestData>

export const ingestJob: JobKind<IngestData> = {
  name: 'ingest-document',
  schema: IngestData,
  concurrency: 2,
  retryLimit: 3,
  expireInSeconds: 1_800,
  isBackground: true,
}
