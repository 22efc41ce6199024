import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { JudgeSettings } from '@/lib/contracts/scorers'
import type { Database, Transaction } from '@/lib/db/database'
import { experimentResults, experimentScores, experiments } from '@/lib/db/schema/evaluation/evaluations'
import type { EvaluationRow } from '../evaluations/evaluation-rows'
import { passMark } from '../evaluations/pass-mark'
import { judgeHash } from './judge-hash'

/** An answer that a judge has judged. */
export interface JudgedSubject {
  subject: string
  /** Null without a verdict. */
  verdict: boolean | null
  experimentId: string
  variant: number
  exampleId: string
  trial: number
}

/** Answers judged with exactly these settings, each once, the newest first. */
export async function judgedSubjects(
  db: Database | Transaction,
  { id, workspaceId }: EvaluationRow,
  settings: JudgeSettings,
): Promise<JudgedSubject[]> {
  const rows = await db
    .select({
      subject: experimentScores.subject,
      value: experimentScores.value,
      experimentId: experimentScores.experimentId,
      variant: experimentScores.variant,
      exampleId: experimentScores.exampleId,
      trial: experimentScores.trial,
    })
    .from(experimentScores)
    .innerJoin(
      experiments,
      and(eq(experiments.id, experimentScores.experimentId), eq(experiments.workspaceId, workspaceId)),
    )
    .where(
      and(
        eq(experiments.evaluationId, id),
        eq(experimentScores.workspaceId, workspaceId),
        eq(experimentScores.scorer, settings.id),
        eq(experimentScores.judge, judgeHash(settings)),
        inArray(experimentScores.outcome, ['scored', 'no-verdict']),
      ),
    )
    .orderBy(desc(experimentScores.experimentId), experimentScores.exampleId, experimentScores.variant)
  const mark = passMark(settings)
  const subjectById = new Map<string, JudgedSubject>()
  for (const { subject, value, ...cell } of rows) {
    if (subject === null || subjectById.has(subject)) continue
    subjectById.set(subject, { ...cell, subject, verdict: value === null ? null : value >= mark })
  }
  return [...subjectById.values()]
}

/** The answer of a subject as people see it. */
export async function answerOf(
  db: Database | Transaction,
  workspaceId: string,
  { experimentId, variant, exampleId, trial }: JudgedSubject,
) {
  const [found] = await db
    .select({ result: experimentResults, variants: experiments.variants })
    .from(experimentResults)
    .innerJoin(experiments, eq(experiments.id, experimentResults.experimentId))
    .where(
      and(
        eq(experimentResults.experimentId, experimentId),
        eq(experimentResults.workspaceId, workspaceId),
        eq(experimentResults.variant, variant),
        eq(experimentResults.exampleId, exampleId),
        eq(experimentResults.trial, trial),
      ),
    )
  return found ?? null
}
