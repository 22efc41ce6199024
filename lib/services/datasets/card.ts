import 'server-only'
import type { getDatasetCard as contract } from '@/lib/contracts/dataset-versions'
import { DatasetCard } from '@/lib/contracts/datasets'
import { requireRole, type Verb } from '../context'
import { type CardFacts, writeDataCard } from './data-card'
import { draftPages } from './draft-pages'
import { fileNameOf } from './file-name'
import { type DatasetRow, getDatasetRow, getVersionRow } from './get-dataset-row'
import { selectSources } from './select-sources'
import { StatisticsCounter } from './statistics'
import { statisticsOf } from './version-statistics'

export const getDatasetCard: Verb<typeof contract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const { name, description, kind } = dataset
  const card = DatasetCard.catch(DatasetCard.parse({})).parse(dataset.card)
  const measured =
    query.versionId === undefined
      ? await measureDraft(ctx, dataset)
      : await measureVersion(ctx, dataset, query.versionId)
  const number = measured.version === null ? 'draft' : `v${measured.version.number}`
  return {
    markdown: writeDataCard({ name, description, kind, card, ...measured }),
    fileName: `${fileNameOf(name)}-${number}-README.md`,
  }
}

type Measured = Pick<CardFacts, 'version' | 'statistics'>
type Ctx = Parameters<typeof getDatasetCard>[0]['ctx']

async function measureVersion(ctx: Ctx, dataset: DatasetRow, datasetVersionId: string): Promise<Measured> {
  const row = await getVersionRow(ctx.db, ctx.workspace.id, { datasetId: dataset.id, datasetVersionId })
  const { number, note, createdAt } = row
  return {
    version: { number, note, createdAt: createdAt.toISOString() },
    statistics: await statisticsOf(ctx.db, row),
  }
}

async function measureDraft(ctx: Ctx, dataset: DatasetRow): Promise<Measured> {
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const counter = new StatisticsCounter()
  for await (const page of draftPages(ctx.db, address)) for (const example of page) counter.add(example)
  return { version: null, statistics: counter.finish(await selectSources(ctx.db, address)) }
}
