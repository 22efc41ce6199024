import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { readVersion } from '@/lib/services/datasets/read-version'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { toTestCase } from '@/lib/services/evaluations/test-case'
import { divideCases } from '@/lib/services/optimizations/divide-cases'
import type { System } from '@/lib/services/system'
import type { ExperimentCase } from './cell-runner'

type StoredCase = ExperimentCase & { split: string }

/** The cases of an experiment in a stable order. */
export async function readCases({ db }: System, row: ExperimentRow): Promise<StoredCase[]> {
  const split = row.split === 'all' ? undefined : row.split
  const cases: StoredCase[] = []
  for await (const { id, data, split: own } of readVersion(db, row.workspaceId, row.datasetVersionId, { split }))
    cases.push({ id, split: own, ...toTestCase(data) })
  if (row.part === null) return cases
  const { search, heldOut } = divideCases(cases)
  return row.part === 'search' ? search : heldOut
}

export async function appOf({ db }: System, row: ExperimentRow): Promise<string> {
  const [found] = await db
    .select({ appId: evaluations.appId })
    .from(evaluations)
    .where(and(eq(evaluations.id, row.evaluationId), eq(evaluations.workspaceId, row.workspaceId)))
  if (!found) throw new AppError('NOT_FOUND', problem('missing.evaluation'))
  return found.appId
}
