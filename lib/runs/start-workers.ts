import 'server-only'
import { notInArray } from 'drizzle-orm'
import { documents } from '@/lib/db/schema/knowledge'
import { ingest } from '@/lib/services/knowledge/ingest'
import { ingestJob } from '@/lib/services/knowledge/ingest-job'
import type { System } from '@/lib/services/system'
import { failLostRuns } from './sweep-runs'

/** Takes up what an earlier process left: jobs, documents in the middle of ingestion, runs without a driver. */
export async function startWorkers(system: System): Promise<void> {
  await failLostRuns(system, { olderThanSeconds: system.databaseKind === 'embedded' ? 0 : 60 })
  await system.jobs.work(ingestJob, (data, signal) => ingest(system, data, signal))
  const unfinished = await system.db
    .select({
      documentId: documents.id,
      knowledgeBaseId: documents.knowledgeBaseId,
      workspaceId: documents.workspaceId,
    })
    .from(documents)
    .where(notInArray(documents.status, ['ready', 'failed']))
  // Waiting jobs keep their key, so a document that has one gets no second.
  for (const document of unfinished) await system.jobs.send(ingestJob, document, { key: document.documentId })
}
