import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { diffDatasetVersions as contract } from '@/lib/contracts/dataset-versions'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasetVersionExamples, datasetVersions } from '@/lib/db/schema/datasets'
import { requireRole, type Verb } from '../context'
import { type DiffItem, diffVersions } from './diff-versions'
import { getDatasetRow, getVersionRow } from './get-dataset-row'

const SHOWN_ROWS = 300

export const diffDatasetVersions: Verb<typeof contract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const { id: datasetId } = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const after = await getVersionRow(ctx.db, ctx.workspace.id, params)
  const address = { workspaceId: ctx.workspace.id, datasetId }
  const beforeId = query.before ?? (await idOfNumber(ctx.db, { ...address, number: after.number - 1 }))
  const before = beforeId && (await getVersionRow(ctx.db, ctx.workspace.id, { datasetId, datasetVersionId: beforeId }))
  const { counts, rows } = diffVersions(
    before ? await selectItems(ctx.db, ctx.workspace.id, before.id) : [],
    await selectItems(ctx.db, ctx.workspace.id, after.id),
  )
  return { counts, rows: rows.slice(0, SHOWN_ROWS) }
}

async function idOfNumber(db: Database, wanted: { workspaceId: string; datasetId: string; number: number }) {
  const [row] = await db
    .select({ id: datasetVersions.id })
    .from(datasetVersions)
    .where(
      and(
        eq(datasetVersions.workspaceId, wanted.workspaceId),
        eq(datasetVersions.datasetId, wanted.datasetId),
        eq(datasetVersions.number, wanted.number),
      ),
    )
  return row?.id ?? null
}

function selectItems(db: Database, workspaceId: string, versionId: string): Promise<DiffItem[]> {
  return db
    .select({
      id: datasetExamples.id,
      inputHash: datasetExamples.inputHash,
      split: datasetVersionExamples.split,
      text: datasetExamples.preview,
    })
    .from(datasetVersionExamples)
    .innerJoin(datasetExamples, eq(datasetExamples.id, datasetVersionExamples.exampleId))
    .where(and(eq(datasetVersionExamples.versionId, versionId), eq(datasetVersionExamples.workspaceId, workspaceId)))
    .orderBy(asc(datasetExamples.id))
}
