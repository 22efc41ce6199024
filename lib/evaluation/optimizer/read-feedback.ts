import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { experimentResults, experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'

/** How the app answered a case, for the model that rewrites its instructions. */
export interface Feedback {
  input: string
  expected: string
  answer: string
  score: number | null
  reason: string
}

const MAX_TEXT = 2_000

/** The first trial of each case with its primary score. */
export async function readFeedback(
  db: Database,
  { id, workspaceId, scorers }: Pick<ExperimentRow, 'id' | 'workspaceId' | 'scorers'>,
  variant: number,
  caseIds: readonly string[],
): Promise<Feedback[]> {
  const rows = await db
    .select({ result: experimentResults, value: experimentScores.value, reason: experimentScores.reason })
    .from(experimentResults)
    .innerJoin(
      experimentScores,
      and(
        eq(experimentScores.experimentId, experimentResults.experimentId),
        eq(experimentScores.workspaceId, experimentResults.workspaceId),
        eq(experimentScores.variant, experimentResults.variant),
        eq(experimentScores.exampleId, experimentResults.exampleId),
        eq(experimentScores.trial, experimentResults.trial),
      ),
    )
    .where(
      and(
        eq(experimentResults.experimentId, id),
        eq(experimentResults.workspaceId, workspaceId),
        eq(experimentResults.variant, variant),
        eq(experimentResults.trial, 0),
        inArray(experimentResults.exampleId, [...caseIds]),
        eq(experimentScores.scorer, scorers[0]?.id ?? ''),
      ),
    )
  const short = (text: string) => text.slice(0, MAX_TEXT)
  return rows.map(({ result: { input, expected, answer, error }, value, reason }) => ({
    input: short(input),
    expected: short(expected),
    answer: short(error ?? answer),
    score: value,
    reason: short(reason),
  }))
}
