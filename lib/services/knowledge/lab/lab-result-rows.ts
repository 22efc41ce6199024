import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { LabFound, type LabResultRow } from '@/lib/contracts/retrieval-lab-runs'
import type { Database } from '@/lib/db/database'
import { labResults } from '@/lib/db/schema/retrieval-lab'
import { ndcgAt } from '@/lib/rag/lab/ranking-metrics'
import type { LabRunRow } from './lab-run-view'

type ResultRow = typeof labResults.$inferSelect

export interface RankedResult {
  result: LabResultRow
  /** At least one configuration missed something. */
  isMissed: boolean
  /** The configurations found it at different ranks, or not all found it. */
  isDifferent: boolean
}

/** Questions of a run with the results of each configuration, worst first. */
export async function labResultRows(db: Database, run: LabRunRow): Promise<RankedResult[]> {
  const found = await db
    .select()
    .from(labResults)
    .where(and(eq(labResults.runId, run.id), eq(labResults.workspaceId, run.workspaceId)))
  const byQuestion = Map.groupBy(found, ({ questionId }) => questionId)
  const ranked = run.questionIds.flatMap((questionId) => {
    const rows = byQuestion.get(questionId) ?? []
    const [first] = rows
    if (!first) return []
    const answers = run.configurations.map((_, index) => rows.find(({ configuration }) => configuration === index))
    const values = answers.filter((row) => row !== undefined).map(qualityOf)
    return {
      result: { questionId, question: first.question, expected: first.expected, answers: answers.map(toAnswer) },
      isMissed: rows.some(({ places, answerFound }) => places.includes(null) || answerFound === false),
      isDifferent: new Set(rows.map(({ places, answerFound }) => JSON.stringify([places, answerFound]))).size > 1,
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
    }
  })
  return ranked.sort((a, b) => a.value - b.value)
}

/** Quality of a question's result, 0..1. */
function qualityOf({ places, answerFound }: ResultRow): number {
  return places.length === 0 ? Number(answerFound === true) : ndcgAt(places, 10)
}

function toAnswer(row: ResultRow | undefined): LabResultRow['answers'][number] {
  if (!row) return null
  const { places, answerFound, confidence, durationMs, error, errorRef } = row
  return { places, answerFound, found: z.array(LabFound).parse(row.found), confidence, durationMs, error, errorRef }
}
