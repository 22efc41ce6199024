import 'server-only'
import type * as contract from '@/lib/contracts/dataset-examples'
import type { getStatistics as statisticsContract } from '@/lib/contracts/dataset-versions'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { type DraftExample, draftPages } from './draft-pages'
import { getDatasetRow } from './get-dataset-row'
import { healSplits, touchDataset } from './insert-examples'
import { findNearDuplicates } from './near-duplicates'
import { selectSources } from './select-sources'
import { splitExamples as planSplit } from './split-examples'
import { StatisticsCounter } from './statistics'
import { storeSplits } from './store-splits'

/** Maximum number of examples compared for near duplicates. More would take the process's time from others. */
const MAX_COMPARED = 20_000
const SHOWN_PAIRS = 100

export const getStatistics: Verb<typeof statisticsContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const counter = new StatisticsCounter()
  for await (const page of draftPages(ctx.db, address)) for (const example of page) counter.add(example)
  return counter.finish(await selectSources(ctx.db, address))
}

export const splitExamples: Verb<typeof contract.splitExamples> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const { seed, again, ...shares } = body
  const items: DraftExample[] = []
  for await (const page of draftPages(ctx.db, address)) items.push(...page)
  const parts = planSplit(items, { shares, seed, again })
  await storeSplits(ctx.db, address, parts)
  await ctx.db.transaction(async (tx) => {
    // Repairs changes made meanwhile: no question may be in two splits.
    await healSplits(tx, dataset.id)
    await touchDataset(tx, dataset.id, ctx.now())
    await emitAudit(tx, ctx, { action: 'dataset.split', subject: `dataset:${dataset.id}`, after: body })
  })
  const counts = { train: 0, validation: 0, test: 0 }
  for (const part of parts.values()) counts[part] += 1
  return counts
}

export const findDuplicates: Verb<typeof contract.findDuplicates> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const items: DraftExample[] = []
  let total = 0
  for await (const page of draftPages(ctx.db, { workspaceId: ctx.workspace.id, datasetId: dataset.id })) {
    total += page.length
    items.push(...page.slice(0, MAX_COMPARED - items.length))
  }
  const found = await findNearDuplicates(items.map(({ preview }) => preview))
  const pairs = found.slice(0, SHOWN_PAIRS).flatMap(({ first, second, similarity }) => {
    const [a, b] = [items[first], items[second]]
    return a && b ? [{ similarity: Math.round(similarity * 100) / 100, first: shown(a), second: shown(b) }] : []
  })
  return { pairs, pairCount: found.length, checked: items.length, total }
}

const shown = ({ id, preview, label, split }: DraftExample) => ({ id, preview, label, split })
