import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { AnswerView, ExampleResult, listExampleResults as listContract } from '@/lib/contracts/experiments'
import { CHANGES } from '@/lib/contracts/experiments'
import type { Database } from '@/lib/db/database'
import { experimentResults, experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import { findPlaces, toTargets } from '@/lib/rag/lab/find-places'
import { requireRole, type Verb } from '../context'
import { type ExampleChange, exampleChanges } from './example-changes'
import { type ExperimentRow, getExperimentRow } from './experiment-view'
import { passMark } from './pass-mark'
import { answerKey, readAnswers } from './read-answers'

export const listExampleResults: Verb<typeof listContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const [primary] = row.scorers
  const answers = await readAnswers(ctx.db, row)
  const variants = row.variants.length
  const variant = Math.min(query.variant, variants - 1)
  const all = primary ? exampleChanges(answers, { primary, variants, variant }) : []
  const shown = query.show === 'all' ? all : all.filter(({ change }) => change === query.show)
  const page = shown.slice(query.offset, query.offset + query.limit)
  const counts = Object.fromEntries(CHANGES.map((name) => [name, all.filter(({ change }) => change === name).length]))
  return {
    results: await withAnswers(ctx.db, row, page),
    total: shown.length,
    counts: z.record(z.enum(CHANGES), z.number()).parse(counts),
  }
}

/** The answers of these examples with their scores. */
export async function withAnswers(
  db: Database,
  row: ExperimentRow,
  page: readonly ExampleChange[],
): Promise<ExampleResult[]> {
  const ids = page.map(({ exampleId }) => exampleId)
  if (ids.length === 0) return []
  const results = await db
    .select()
    .from(experimentResults)
    .where(
      and(
        eq(experimentResults.experimentId, row.id),
        eq(experimentResults.workspaceId, row.workspaceId),
        inArray(experimentResults.exampleId, ids),
      ),
    )
    .orderBy(experimentResults.variant, experimentResults.trial)
  const scores = await db
    .select()
    .from(experimentScores)
    .where(
      and(
        eq(experimentScores.experimentId, row.id),
        eq(experimentScores.workspaceId, row.workspaceId),
        inArray(experimentScores.exampleId, ids),
      ),
    )
  const scoresOf = Map.groupBy(scores, answerKey)
  const byExample = Map.groupBy(results, ({ exampleId }) => exampleId)
  return page.map(({ exampleId, change, values }) => {
    const own = byExample.get(exampleId) ?? []
    const { input = '', expected = '' } = own[0] ?? {}
    const answers = own.map((result) => viewAnswer(row, result, scoresOf.get(answerKey(result)) ?? []))
    return { exampleId, input, expected, change, values, answers }
  })
}

const Passage = z.object({ documentId: z.string(), documentName: z.string(), text: z.string() })

function viewAnswer(
  { scorers }: ExperimentRow,
  result: typeof experimentResults.$inferSelect,
  scores: (typeof experimentScores.$inferSelect)[],
): AnswerView {
  const { variant, trial, answer, outputs, error, errorRef, latencyMs, costMicros } = result
  const { isReused, reusedSteps, runId, status } = result
  const passages = z.array(Passage).catch([]).parse(result.passages)
  const places = new Set(findPlaces(passages, toTargets(result.expectedPassages)))
  return {
    variant,
    trial,
    text: answer,
    outputs,
    error,
    errorRef,
    latencyMs,
    costMicros,
    isReused,
    reusedSteps,
    runId,
    outcome: status === 'running' ? null : status,
    passages: passages.map(({ documentName, text }, index) => ({
      documentName,
      text,
      isExpected: places.has(index + 1),
    })),
    scores: scorers.flatMap((scorer) => {
      const score = scores.find((own) => own.scorer === scorer.id)
      if (!score) return []
      const { outcome, value, label, reason, reasonRef, evidence } = score
      const passed = value === null ? null : value >= passMark(scorer)
      return [{ scorer: scorer.id, outcome, value, passed, label, reason, reasonRef, evidence }]
    }),
  }
}
