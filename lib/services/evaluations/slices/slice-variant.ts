import 'server-only'
import type { SliceView } from '@/lib/contracts/experiments'
import { momentsOf } from '@/lib/core/statistics/moments'
import type { Database } from '@/lib/db/database'
import { readVersion } from '../../datasets/read-version'
import type { ExperimentRow } from '../experiment-view'
import { readAnswers } from '../read-answers'
import { scoreValue } from '../scored-answer'
import { compareSlices, type SlicedExample } from './compare-slices'
import { slicesOf } from './slices-of'

/** The primary metric of a variant by slice, the worst first. */
export async function sliceVariant(db: Database, row: ExperimentRow, variant: number): Promise<SliceView[]> {
  const primary = row.scorers[0]?.id ?? ''
  const own = (await readAnswers(db, row)).filter((answer) => answer.variant === variant)
  const values = new Map<string, number>()
  for (const [exampleId, trials] of Map.groupBy(own, (answer) => answer.exampleId)) {
    const scored = trials.flatMap((trial) => scoreValue(trial, primary) ?? [])
    if (scored.length > 0) values.set(exampleId, momentsOf(scored).mean)
  }
  const examples: SlicedExample[] = []
  for await (const { id, data } of readVersion(db, row.workspaceId, row.datasetVersionId)) {
    const value = values.get(id)
    if (value !== undefined) examples.push({ value, slices: slicesOf(data) })
  }
  return compareSlices(examples)
}
