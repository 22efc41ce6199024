import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { readVersion } from '../datasets/read-version'
import { divideCases } from '../optimizations/divide-cases'
import type { ExperimentRow } from './experiment-view'
import { type TestCase, toTestCase } from './test-case'

interface StoredCase extends TestCase {
  id: string
  split: string
}

/** The cases of an experiment in a stable order. */
export async function readCases(db: Database, row: ExperimentRow): Promise<StoredCase[]> {
  const split = row.split === 'all' ? undefined : row.split
  const cases: StoredCase[] = []
  for await (const { id, data, split: own } of readVersion(db, row.workspaceId, row.datasetVersionId, { split }))
    cases.push({ id, split: own, ...toTestCase(data) })
  if (row.part === null) return cases
  const { search, heldOut } = divideCases(cases)
  return row.part === 'search' ? search : heldOut
}

export async function appOf(db: Database, row: ExperimentRow): Promise<string> {
  const [found] = await db
    .select({ appId: evaluations.appId })
    .from(evaluations)
    .where(and(eq(evaluations.id, row.evaluationId), eq(evaluations.workspaceId, row.workspaceId)))
  if (!found) throw new AppError('NOT_FOUND', problem('missing.evaluation'))
  return found.appId
}
