import 'server-only'
import { and, count, desc, eq, isNull } from 'drizzle-orm'
import { SourceReport, type SourceView } from '@/lib/contracts/dataset-sources'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasetSources } from '@/lib/db/schema/datasets'
import { notFound } from '../context'
import { UploadSettings } from './fill/source-settings'
import type { SourceRow } from './get-dataset-row'

interface Address {
  workspaceId: string
  datasetId: string
}

export async function viewSource(db: Database, address: Address, sourceId: string): Promise<SourceView> {
  const found = (await viewSources(db, address)).find(({ id }) => id === sourceId)
  if (!found) throw notFound('missing.source')
  return found
}

/** All sources of the data set, newest first. */
export async function viewSources(db: Database, { workspaceId, datasetId }: Address): Promise<SourceView[]> {
  const rows = await db
    .select()
    .from(datasetSources)
    .where(and(eq(datasetSources.workspaceId, workspaceId), eq(datasetSources.datasetId, datasetId)))
    .orderBy(desc(datasetSources.id))
  const counts = await db
    .select({ sourceId: datasetExamples.sourceId, count: count() })
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.workspaceId, workspaceId),
        eq(datasetExamples.datasetId, datasetId),
        isNull(datasetExamples.removedAt),
      ),
    )
    .groupBy(datasetExamples.sourceId)
  const countOf = new Map(counts.map((row) => [row.sourceId, row.count]))
  return rows.map((row) => toView(row, countOf.get(row.id) ?? 0))
}

function toView(row: SourceRow, exampleCount: number): SourceView {
  const { id, kind, name, origin, licence, status, error, errorRef } = row
  const upload = status === 'draft' ? UploadSettings.safeParse(row.settings).data : undefined
  return {
    id,
    kind,
    name,
    origin,
    licence,
    status,
    error,
    errorRef,
    exampleCount,
    report: SourceReport.catch(SourceReport.parse({})).parse(row.report),
    columns: upload?.columns ?? [],
    suggested: upload?.suggested ?? null,
    sample: upload?.sample ?? [],
    createdAt: row.createdAt.toISOString(),
  }
}
