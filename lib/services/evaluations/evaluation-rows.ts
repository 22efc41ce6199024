import 'server-only'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { VariantSummary } from '@/lib/contracts/experiments'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { datasetExamples, datasets } from '@/lib/db/schema/datasets'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { notFound } from '../context'

export type EvaluationRow = typeof evaluations.$inferSelect

interface Address {
  workspaceId: string
  evaluationId: string
}

/** @throws NOT_FOUND, also for an evaluation of another workspace or of a deleted app */
export async function getEvaluationRow(
  db: Database | Transaction,
  { workspaceId, evaluationId }: Address,
): Promise<EvaluationRow> {
  const [row] = await db
    .select({ evaluation: evaluations })
    .from(evaluations)
    .innerJoin(apps, and(eq(apps.id, evaluations.appId), isNull(apps.deletedAt)))
    .where(and(eq(evaluations.id, evaluationId), eq(evaluations.workspaceId, workspaceId)))
  if (!row) throw notFound('missing.evaluation')
  return row.evaluation
}

/** @throws NOT_FOUND */
export async function viewEvaluation(db: Database | Transaction, address: Address): Promise<EvaluationView> {
  const [view] = await selectEvaluations(db, address.workspaceId, eq(evaluations.id, address.evaluationId))
  if (!view) throw notFound('missing.evaluation')
  return view
}

const TREND = 12

export async function selectEvaluations(
  db: Database | Transaction,
  workspaceId: string,
  where: SQL | undefined,
): Promise<EvaluationView[]> {
  const exampleCount = sql<number>`(select count(*)::int from ${datasetExamples}
    where ${datasetExamples.datasetId} = ${datasets.id} and ${datasetExamples.removedAt} is null
      and ${datasetExamples.review} = 'approved')`
  const found = await db
    .select({ evaluation: evaluations, appName: apps.name, datasetName: datasets.name, exampleCount })
    .from(evaluations)
    .innerJoin(apps, and(eq(apps.id, evaluations.appId), isNull(apps.deletedAt)))
    .innerJoin(datasets, eq(datasets.id, evaluations.datasetId))
    .where(and(eq(evaluations.workspaceId, workspaceId), where))
    .orderBy(desc(evaluations.updatedAt))
    .limit(500)
  const history = await Promise.all(found.map(({ evaluation }) => historyOf(db, evaluation)))
  return found.map(({ evaluation, ...names }, index) => {
    const { id, appId, datasetId, name, slug, split, scorers, repeats, margin, updatedAt } = evaluation
    const past = history[index] ?? NO_HISTORY
    return {
      id,
      appId,
      datasetId,
      name,
      slug,
      split,
      scorers,
      repeats,
      margin,
      ...names,
      ...past,
      updatedAt: updatedAt.toISOString(),
    }
  })
}

type History = Pick<EvaluationView, 'trend' | 'latest' | 'isRunning' | 'costMicros'>
const NO_HISTORY: History = { trend: [], latest: null, isRunning: false, costMicros: 0 }

/** The last variant of an experiment is the one under test; the others are compared with it. */
async function historyOf(db: Database | Transaction, { id, workspaceId }: EvaluationRow): Promise<History> {
  const rows = await db
    .select({
      id: experiments.id,
      status: experiments.status,
      summaries: experiments.summaries,
      endedAt: experiments.endedAt,
      costMicros: experiments.costMicros,
    })
    .from(experiments)
    .where(and(eq(experiments.evaluationId, id), eq(experiments.workspaceId, workspaceId), isNull(experiments.part)))
    .orderBy(desc(experiments.number))
    .limit(TREND)
  const ended = rows.flatMap((row) => {
    const summary = VariantSummary.safeParse(row.summaries?.at(-1)).data
    const metric = summary?.metrics[0]
    return metric ? [{ row, metric, verdict: summary?.comparisons[0]?.verdict ?? null }] : []
  })
  const [newest] = ended
  return {
    trend: ended.flatMap(({ metric }) => metric.mean ?? []).reverse(),
    latest: newest
      ? {
          experimentId: newest.row.id,
          verdict: newest.verdict,
          mean: newest.metric.mean,
          low: newest.metric.interval?.low ?? null,
          high: newest.metric.interval?.high ?? null,
          endedAt: newest.row.endedAt?.toISOString() ?? null,
        }
      : null,
    isRunning: rows.some(({ status }) => status === 'queued' || status === 'running'),
    costMicros: rows.reduce((sum, { costMicros }) => sum + costMicros, 0),
  }
}
