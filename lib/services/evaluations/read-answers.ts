import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { experimentResults, experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import type { ExperimentRow } from './experiment-view'
import type { ScoredAnswer } from './scored-answer'

export interface StoredAnswer extends ScoredAnswer {
  trial: number
  /** With what reused steps once took. */
  wholeMs?: number | null
  wholeCostMicros?: number | null
}

/** The answers so far with their scores, without their texts. */
export async function readAnswers(
  db: Database | Transaction,
  { id, workspaceId }: Pick<ExperimentRow, 'id' | 'workspaceId'>,
): Promise<StoredAnswer[]> {
  const results = await db
    .select({
      variant: experimentResults.variant,
      exampleId: experimentResults.exampleId,
      trial: experimentResults.trial,
      cluster: experimentResults.cluster,
      status: experimentResults.status,
      latencyMs: experimentResults.latencyMs,
      costMicros: experimentResults.costMicros,
      wholeMs: experimentResults.wholeMs,
      wholeCostMicros: experimentResults.wholeCostMicros,
    })
    .from(experimentResults)
    .where(
      and(
        eq(experimentResults.experimentId, id),
        eq(experimentResults.workspaceId, workspaceId),
        ne(experimentResults.status, 'running'),
      ),
    )
    .orderBy(experimentResults.exampleId, experimentResults.variant, experimentResults.trial)
  const scores = await db
    .select({
      variant: experimentScores.variant,
      exampleId: experimentScores.exampleId,
      trial: experimentScores.trial,
      scorer: experimentScores.scorer,
      outcome: experimentScores.outcome,
      value: experimentScores.value,
      label: experimentScores.label,
    })
    .from(experimentScores)
    .where(and(eq(experimentScores.experimentId, id), eq(experimentScores.workspaceId, workspaceId)))
  const byAnswer = Map.groupBy(scores, answerKey)
  return results.map(({ status, ...result }) => ({
    ...result,
    isFailed: status === 'app-failed',
    isInterrupted: status === 'interrupted',
    scores: new Map(
      (byAnswer.get(answerKey(result)) ?? []).map(({ scorer, outcome, value, label }) => [
        scorer,
        { outcome, value, label },
      ]),
    ),
  }))
}

export const answerKey = (row: { variant: number; exampleId: string; trial: number }): string =>
  `${row.variant} ${row.exampleId} ${row.trial}`
