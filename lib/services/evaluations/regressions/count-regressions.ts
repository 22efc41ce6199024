import 'server-only'
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { countRegressions as countContract, RegressionCounts } from '@/lib/contracts/regressions'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasets } from '@/lib/db/schema/datasets'
import { evaluations, experiments, reportedProblems } from '@/lib/db/schema/evaluation/evaluations'
import { getAppRow } from '../../apps/get-app-row'
import { requireRole, type Verb } from '../../context'
import type { EvaluationRow } from '../evaluation-rows'
import { passesOf } from '../passes-of'
import { readAnswers } from '../read-answers'

export const countRegressions: Verb<typeof countContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [found] = await ctx.db
    .select({ evaluation: evaluations })
    .from(evaluations)
    .innerJoin(datasets, and(eq(datasets.id, evaluations.datasetId), isNull(datasets.deletedAt)))
    .where(
      and(
        eq(evaluations.appId, app.id),
        eq(evaluations.workspaceId, app.workspaceId),
        eq(evaluations.purpose, 'regressions'),
      ),
    )
  return { regressions: found ? await countOf(ctx.db, found.evaluation) : null }
}

async function countOf(db: Database, evaluation: EvaluationRow): Promise<RegressionCounts> {
  const { id: evaluationId, datasetId, workspaceId } = evaluation
  const cases = await db
    .select({
      id: datasetExamples.id,
      runId: datasetExamples.runId,
      review: datasetExamples.review,
      createdAt: datasetExamples.createdAt,
    })
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.datasetId, datasetId),
        eq(datasetExamples.workspaceId, workspaceId),
        inArray(datasetExamples.review, ['pending', 'approved']),
        isNull(datasetExamples.removedAt),
      ),
    )
    .orderBy(datasetExamples.id)
  const passes = await newestPasses(db, evaluation)
  const openCases = cases.filter(({ id }) => passes.get(id) !== true)
  return {
    evaluationId,
    datasetId,
    found: cases.length,
    fixed: cases.length - openCases.length,
    closed: await countClosed(db, evaluation, cases),
    tested: cases.filter(({ review }) => review === 'approved').length,
    oldestOpenAt: openCases[0]?.createdAt.toISOString() ?? null,
  }
}

/** Whether the last variant of the newest experiment passes each case. */
async function newestPasses(db: Database, { id, workspaceId }: EvaluationRow): Promise<Map<string, boolean | null>> {
  const [newest] = await db
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.evaluationId, id),
        eq(experiments.workspaceId, workspaceId),
        eq(experiments.status, 'done'),
        isNull(experiments.part),
      ),
    )
    .orderBy(desc(experiments.number))
    .limit(1)
  if (!newest) return new Map()
  const answers = await readAnswers(db, newest)
  return passesOf(
    newest.scorers,
    answers.filter(({ variant }) => variant === newest.variants.length - 1),
  )
}

/** Problems whose test every trial of a live version passes. */
async function countClosed(
  db: Database,
  { id, workspaceId }: EvaluationRow,
  cases: readonly { runId: string | null }[],
): Promise<number> {
  const closed = await db
    .select({ runId: reportedProblems.runId })
    .from(reportedProblems)
    .where(
      and(
        eq(reportedProblems.evaluationId, id),
        eq(reportedProblems.workspaceId, workspaceId),
        isNotNull(reportedProblems.closedAt),
      ),
    )
  const runIds = new Set(closed.map(({ runId }) => runId))
  return cases.filter(({ runId }) => runId !== null && runIds.has(runId)).length
}
