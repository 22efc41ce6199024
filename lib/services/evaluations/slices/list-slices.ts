import 'server-only'
import type { listSlices as listContract } from '@/lib/contracts/experiments'
import { momentsOf } from '@/lib/core/statistics/moments'
import { requireRole, type Verb } from '../../context'
import { readVersion } from '../../datasets/read-version'
import { getExperimentRow } from '../experiment-view'
import { readAnswers } from '../read-answers'
import { scoreValue } from '../scored-answer'
import { compareSlices, type SlicedExample } from './compare-slices'
import { slicesOf } from './slices-of'

export const listSlices: Verb<typeof listContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const variant = Math.min(query.variant, row.variants.length - 1)
  const primary = row.scorers[0]?.id ?? ''
  const own = (await readAnswers(ctx.db, row)).filter((answer) => answer.variant === variant)
  const values = new Map<string, number>()
  for (const [exampleId, trials] of Map.groupBy(own, (answer) => answer.exampleId)) {
    const scored = trials.flatMap((trial) => scoreValue(trial, primary) ?? [])
    if (scored.length > 0) values.set(exampleId, momentsOf(scored).mean)
  }
  const examples: SlicedExample[] = []
  for await (const { id, data } of readVersion(ctx.db, row.workspaceId, row.datasetVersionId)) {
    const value = values.get(id)
    if (value !== undefined) examples.push({ value, slices: slicesOf(data) })
  }
  return { slices: compareSlices(examples) }
}
