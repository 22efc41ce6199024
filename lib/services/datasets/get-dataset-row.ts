import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { datasetExamples, datasetSources, datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { notFound } from '../context'

export type DatasetRow = typeof datasets.$inferSelect
export type ExampleRow = typeof datasetExamples.$inferSelect
export type SourceRow = typeof datasetSources.$inferSelect
export type VersionRow = typeof datasetVersions.$inferSelect

/** @throws NOT_FOUND, also for a data set of another workspace or in the trash */
export async function getDatasetRow(db: Database | Transaction, workspaceId: string, id: string): Promise<DatasetRow> {
  const [row] = await db
    .select()
    .from(datasets)
    .where(and(eq(datasets.id, id), eq(datasets.workspaceId, workspaceId), isNull(datasets.deletedAt)))
  if (!row) throw notFound('missing.dataSet')
  return row
}

/** @throws NOT_FOUND */
export async function getExampleRow(
  db: Database | Transaction,
  workspaceId: string,
  { datasetId, exampleId }: { datasetId: string; exampleId: string },
): Promise<ExampleRow> {
  const [row] = await db
    .select()
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.id, exampleId),
        eq(datasetExamples.datasetId, datasetId),
        eq(datasetExamples.workspaceId, workspaceId),
        isNull(datasetExamples.removedAt),
      ),
    )
  if (!row) throw notFound('missing.example')
  return row
}

/** @throws NOT_FOUND */
export async function getSourceRow(
  db: Database | Transaction,
  workspaceId: string,
  { datasetId, sourceId }: { datasetId: string; sourceId: string },
): Promise<SourceRow> {
  const [row] = await db
    .select()
    .from(datasetSources)
    .where(
      and(
        eq(datasetSources.id, sourceId),
        eq(datasetSources.datasetId, datasetId),
        eq(datasetSources.workspaceId, workspaceId),
      ),
    )
  if (!row) throw notFound('missing.source')
  return row
}

/** @throws NOT_FOUND */
export async function getVersionRow(
  db: Database | Transaction,
  workspaceId: string,
  { datasetId, datasetVersionId }: { datasetId: string; datasetVersionId: string },
): Promise<VersionRow> {
  const [row] = await db
    .select()
    .from(datasetVersions)
    .where(
      and(
        eq(datasetVersions.id, datasetVersionId),
        eq(datasetVersions.datasetId, datasetId),
        eq(datasetVersions.workspaceId, workspaceId),
      ),
    )
  if (!row) throw notFound('missing.version')
  return row
}
