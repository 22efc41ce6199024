import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { ExperimentView } from '@/lib/contracts/experiments'
import type { Database } from '@/lib/db/database'
import { datasetVersions } from '@/lib/db/schema/datasets'
import { experimentResults, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { notFound } from '../context'

export type ExperimentRow = typeof experiments.$inferSelect

interface Address {
  workspaceId: string
  evaluationId: string
  experimentId: string
}

/** @throws NOT_FOUND */
export async function getExperimentRow(db: Database, address: Address): Promise<ExperimentRow> {
  const [row] = await db
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.id, address.experimentId),
        eq(experiments.evaluationId, address.evaluationId),
        eq(experiments.workspaceId, address.workspaceId),
      ),
    )
  if (!row) throw notFound('missing.experiment')
  return row
}

export async function viewExperiment(db: Database, row: ExperimentRow): Promise<ExperimentView> {
  const isOfExperiment = and(
    eq(experimentResults.experimentId, row.id),
    eq(experimentResults.workspaceId, row.workspaceId),
  )
  const [counts] = await db
    .select({
      reused: sql<number>`count(*) filter (where ${experimentResults.isReused})::int`,
      reusedSteps: sql<number>`coalesce(sum(${experimentResults.reusedSteps}), 0)::int`,
      failed: sql<number>`count(*) filter (where ${experimentResults.status} = 'app-failed')::int`,
      interrupted: sql<number>`count(*) filter (where ${experimentResults.status} = 'interrupted')::int`,
    })
    .from(experimentResults)
    .where(isOfExperiment)
  const [version] = await db
    .select({ number: datasetVersions.number })
    .from(datasetVersions)
    .where(and(eq(datasetVersions.id, row.datasetVersionId), eq(datasetVersions.workspaceId, row.workspaceId)))
  const { id, evaluationId, number, status, scorers, repeats, margin, exampleCount, done, total } = row
  const { costMicros, budgetMicros, error, errorRef, createdByName } = row
  return {
    id,
    evaluationId,
    number,
    status,
    scorers,
    repeats,
    margin,
    exampleCount,
    done,
    total,
    costMicros,
    budgetMicros,
    error,
    errorRef,
    createdByName,
    variants: row.variants.map(({ label, environment, versionNumber, graphHash }, index) => ({
      id: `${id}/${index}`,
      label,
      environment,
      versionNumber,
      graphHash,
    })),
    datasetVersion: version?.number ?? 0,
    ...(counts ?? { reused: 0, reusedSteps: 0, failed: 0, interrupted: 0 }),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
