import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type {
  createDatasetVersion as createContract,
  DatasetVersionView,
  listDatasetVersions as listContract,
} from '@/lib/contracts/dataset-versions'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { users } from '@/lib/db/schema/auth'
import { datasetExamples, datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { type DraftExample, draftPages } from './draft-pages'
import { getDatasetRow } from './get-dataset-row'
import { healSplits, touchDataset } from './insert-examples'
import { splitExamples } from './split-examples'
import { storeSplits } from './store-splits'
import { statisticsOf } from './version-statistics'

interface Address {
  workspaceId: string
  datasetId: string
}

const DEFAULT_SPLIT = { shares: { train: 80, validation: 10, test: 10 }, seed: 1 }

export const listDatasetVersions: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  return { versions: await selectVersions(ctx, params.datasetId) }
}

export const createDatasetVersion: Verb<typeof createContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  return insertDatasetVersion(ctx, params.datasetId, body.note)
}

/** @throws CONFLICT without approved examples */
export async function insertDatasetVersion(
  ctx: ServiceContext,
  datasetId: string,
  note: string,
): Promise<DatasetVersionView> {
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, datasetId)
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const id = newId()
  // Does most of the work before it acquires the lock.
  await assignSplits(ctx.db, address)
  await ctx.db.transaction(async (tx) => {
    // One version at a time, so that numbers have no gaps and two people do not create the same one.
    await tx.select({ id: datasets.id }).from(datasets).where(eq(datasets.id, dataset.id)).for('update')
    // Assigns splits to examples that were added meanwhile.
    await assignSplits(tx, address)
    await healSplits(tx, dataset.id)
    const number = (await latestNumber(tx, dataset.id)) + 1
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(datasetVersions).values({ id, ...address, number, note, statistics: {}, createdBy })
    const examples = await addApproved(tx, address, id)
    await touchDataset(tx, dataset.id, ctx.now())
    const after = { name: dataset.name, number, examples }
    await emitAudit(tx, ctx, { action: 'dataset.version', subject: `dataset:${dataset.id}`, after })
  })
  const [view] = await selectVersions(ctx, dataset.id, id)
  if (!view) throw notFound('missing.version')
  return view
}

/** Assigns splits to examples without one; those with a known question get the same split. */
async function assignSplits(db: Database | Transaction, address: Address): Promise<void> {
  const unassigned = await db
    .select({ id: datasetExamples.id })
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.datasetId, address.datasetId),
        eq(datasetExamples.review, 'approved'),
        isNull(datasetExamples.removedAt),
        isNull(datasetExamples.split),
      ),
    )
    .limit(1)
  if (unassigned.length === 0) return
  const items: DraftExample[] = []
  for await (const page of draftPages(db, { ...address, review: 'approved' })) items.push(...page)
  const parts = splitExamples(items, DEFAULT_SPLIT)
  const fresh = items.flatMap(({ id, split }) => {
    const part = parts.get(id)
    return split === null && part ? [[id, part] as const] : []
  })
  await storeSplits(db, address, new Map(fresh))
}

/** Adds the approved examples to the version. @returns their number @throws CONFLICT when there are none */
async function addApproved(tx: Transaction, { workspaceId, datasetId }: Address, versionId: string): Promise<number> {
  const snapshot = await tx.execute(sql`
    with taken as (
      insert into dataset_version_examples (version_id, example_id, workspace_id, split, keep_personal)
      select ${versionId}::uuid, id, workspace_id, split, keep_personal from dataset_examples
      where dataset_id = ${datasetId}::uuid and workspace_id = ${workspaceId}::uuid
        and removed_at is null and review = 'approved'
      returning 1
    )
    select count(*)::int as count from taken`)
  const count = rows<{ count: number }>(snapshot)[0]?.count ?? 0
  if (count === 0) throw new AppError('CONFLICT', problem('datasets.nothingApproved'))
  return count
}

async function latestNumber(tx: Transaction, datasetId: string): Promise<number> {
  const [row] = await tx
    .select({ number: sql<number>`coalesce(max(${datasetVersions.number}), 0)`.mapWith(Number) })
    .from(datasetVersions)
    .where(eq(datasetVersions.datasetId, datasetId))
  return row?.number ?? 0
}

async function selectVersions(ctx: ServiceContext, datasetId: string, id?: string): Promise<DatasetVersionView[]> {
  const found = await ctx.db
    .select({ version: datasetVersions, createdByName: users.name })
    .from(datasetVersions)
    .leftJoin(users, eq(users.id, datasetVersions.createdBy))
    .where(
      and(
        eq(datasetVersions.datasetId, datasetId),
        eq(datasetVersions.workspaceId, ctx.workspace.id),
        id === undefined ? undefined : eq(datasetVersions.id, id),
      ),
    )
    .orderBy(desc(datasetVersions.number))
  const views: DatasetVersionView[] = []
  for (const { version, createdByName } of found)
    views.push({
      id: version.id,
      number: version.number,
      note: version.note,
      createdByName,
      statistics: await statisticsOf(ctx.db, version),
      createdAt: version.createdAt.toISOString(),
    })
  return views
}
