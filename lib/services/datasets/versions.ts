import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import {
  type createDatasetVersion as createContract,
  DatasetStatistics,
  type DatasetVersionView,
  type listDatasetVersions as listContract,
} from '@/lib/contracts/dataset-versions'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { users } from '@/lib/db/schema/auth'
import { datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { type DraftExample, draftPages } from './draft-pages'
import { getDatasetRow } from './get-dataset-row'
import { healSplits, touchDataset } from './insert-examples'
import { selectSources } from './select-sources'
import { splitExamples } from './split-examples'
import { StatisticsCounter } from './statistics'
import { storeSplits } from './store-splits'

const DEFAULT_SPLIT = { shares: { train: 80, validation: 10, test: 10 }, seed: 1 }

export const listDatasetVersions: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  return { versions: await selectVersions(ctx, params.datasetId) }
}

export const createDatasetVersion: Verb<typeof createContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const id = newId()
  await ctx.db.transaction(async (tx) => {
    // One version after the other, so that numbers have no gaps and two people do not make the same one.
    await tx.select({ id: datasets.id }).from(datasets).where(eq(datasets.id, dataset.id)).for('update')
    await healSplits(tx, dataset.id)
    const statistics = await splitAndCount(tx, address)
    const number = (await latestNumber(tx, dataset.id)) + 1
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(datasetVersions).values({ id, ...address, number, note: body.note, statistics, createdBy })
    await tx.execute(sql`
      insert into dataset_version_examples (version_id, example_id, workspace_id, split, keep_personal)
      select ${id}::uuid, id, workspace_id, split, keep_personal from dataset_examples
      where dataset_id = ${dataset.id}::uuid and workspace_id = ${ctx.workspace.id}::uuid
        and removed_at is null and review = 'approved'`)
    await touchDataset(tx, dataset.id, ctx.now())
    const after = { name: dataset.name, number, examples: statistics.examples }
    await emitAudit(tx, ctx, { action: 'dataset.version', subject: `dataset:${dataset.id}`, after })
  })
  const [view] = await selectVersions(ctx, dataset.id, id)
  if (!view) throw notFound('version')
  return view
}

async function splitAndCount(tx: Transaction, address: { workspaceId: string; datasetId: string }) {
  const items: DraftExample[] = []
  for await (const page of draftPages(tx, { ...address, review: 'approved' })) items.push(...page)
  if (items.length === 0)
    throw new AppError('CONFLICT', 'A version holds approved examples, and there are none. Approve some first.')
  const parts = splitExamples(items, DEFAULT_SPLIT)
  await storeSplits(tx, address, parts)
  const counter = new StatisticsCounter()
  for (const item of items) counter.add({ ...item, split: parts.get(item.id) ?? item.split })
  return counter.finish(await selectSources(tx, address))
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
  return found.map(({ version, createdByName }) => ({
    ...{ id: version.id, number: version.number, note: version.note, createdByName },
    statistics: DatasetStatistics.parse(version.statistics),
    createdAt: version.createdAt.toISOString(),
  }))
}
