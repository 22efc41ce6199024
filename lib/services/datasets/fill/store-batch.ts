import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { SourceReport } from '@/lib/contracts/dataset-sources'
import type { ExampleReview } from '@/lib/contracts/datasets'
import type { ExampleData } from '@/lib/contracts/example-data'
import { JsonObjectSchema } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { datasetSources } from '@/lib/db/schema/datasets'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import type { Problem } from '@/lib/messages/problems/types'
import { insertExamples, type NewExample, requireRoom } from '../insert-examples'
import { prepareExample } from '../prepare-example'
import type { FillData } from './fill-job'

const SHOWN_ERRORS = 100
/** Rows between two checks of the data set's limit: counting a large data set costs more than storing a batch. */
const QUOTA_CHECK_ROWS = 5_000
/** Examples prepared before yielding to the event loop: masking and counting tokens takes a tenth of a millisecond. */
const PREPARED_AT_ONCE = 100

export type Candidate =
  | { line: number; data: ExampleData; split: NewExample['split']; runId: string | null; review: ExampleReview }
  | { line: number; reason: Problem }

/**
 * Stores some rows and the progress in one transaction: an interrupted job resumes after them and counts nothing twice.
 * @returns the new report, or null when the source was stopped or deleted
 */
export async function storeBatch(
  db: Database,
  address: FillData,
  report: SourceReport,
  candidates: readonly Candidate[],
): Promise<SourceReport | null> {
  const read = await prepare(candidates)
  const good = [...read.prepared.values()].flat()
  return db.transaction(async (tx) => {
    const isOpenSource = and(
      eq(datasetSources.id, address.sourceId),
      eq(datasetSources.workspaceId, address.workspaceId),
      inArray(datasetSources.status, ['queued', 'running']),
    )
    const [openSource] = await tx
      .select({ id: datasetSources.id })
      .from(datasetSources)
      .where(isOpenSource)
      .for('update')
    if (!openSource) return null
    if (report.rows % QUOTA_CHECK_ROWS < candidates.length) await requireRoom(tx, address.datasetId, candidates.length)
    let added = 0
    for (const [review, examples] of read.prepared)
      added += (await insertExamples(tx, { ...address, review }, examples)).length
    const next: SourceReport = {
      ...report,
      rows: report.rows + candidates.length,
      added: report.added + added,
      duplicates: report.duplicates + good.length - added,
      refused: report.refused + read.refused.length,
      personal: report.personal + good.filter(({ personal }) => personal.length > 0).length,
      errors: [...report.errors, ...read.refused].slice(0, SHOWN_ERRORS),
    }
    await tx
      .update(datasetSources)
      .set({ report: JsonObjectSchema.parse(next), status: 'running' })
      .where(isOpenSource)
    return next
  })
}

async function prepare(candidates: readonly Candidate[]) {
  const prepared = new Map<ExampleReview, NewExample[]>()
  const rejected: SourceReport['errors'] = []
  for (const [index, candidate] of candidates.entries()) {
    if (index % PREPARED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    if ('reason' in candidate) rejected.push({ line: candidate.line, ...reasonColumns(candidate.reason) })
    else {
      const { data, split, runId, review } = candidate
      const list = prepared.get(review) ?? []
      list.push({ ...(await prepareExample(data)), split, runId })
      prepared.set(review, list)
    }
  }
  return { prepared, refused: rejected }
}
