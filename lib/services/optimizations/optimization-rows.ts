import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { optimizationCandidates, optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { notFound } from '../context'
import type { ExperimentRow } from '../evaluations/experiment-view'

export type OptimizationRow = typeof optimizations.$inferSelect
export type CandidateRow = typeof optimizationCandidates.$inferSelect

/** @throws NOT_FOUND, also for an optimization of another evaluation or of a deleted app */
export async function getOptimizationRow(
  db: Database | Transaction,
  { workspaceId, evaluationId, optimizationId }: Record<'workspaceId' | 'evaluationId' | 'optimizationId', string>,
): Promise<OptimizationRow> {
  const [row] = await db
    .select({ optimization: optimizations })
    .from(optimizations)
    .innerJoin(evaluations, eq(evaluations.id, optimizations.evaluationId))
    .innerJoin(apps, and(eq(apps.id, evaluations.appId), isNull(apps.deletedAt)))
    .where(
      and(
        eq(optimizations.id, optimizationId),
        eq(optimizations.evaluationId, evaluationId),
        eq(optimizations.workspaceId, workspaceId),
      ),
    )
  if (!row) throw notFound('missing.optimization')
  return row.optimization
}

export function readCandidates(
  db: Database | Transaction,
  { id, workspaceId }: Pick<OptimizationRow, 'id' | 'workspaceId'>,
): Promise<CandidateRow[]> {
  return db
    .select()
    .from(optimizationCandidates)
    .where(and(eq(optimizationCandidates.optimizationId, id), eq(optimizationCandidates.workspaceId, workspaceId)))
    .orderBy(asc(optimizationCandidates.index))
}

export async function readExperiment(
  db: Database | Transaction,
  { workspaceId, experimentId }: { workspaceId: string; experimentId: string },
): Promise<ExperimentRow> {
  const [row] = await db
    .select()
    .from(experiments)
    .where(and(eq(experiments.id, experimentId), eq(experiments.workspaceId, workspaceId)))
  if (!row) throw notFound('missing.experiment')
  return row
}
