import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { RegressedExample } from '@/lib/contracts/gates'
import type { Database, Transaction } from '@/lib/db/database'
import { experimentResults } from '@/lib/db/schema/evaluation/evaluations'
import { passesOf } from '../evaluations/passes-of'
import { type Evidence, type GateEvidence, isGap, type Measured } from './gate-evidence'

const SHOWN = 10
type Db = Database | Transaction

/** Examples that the live version passes and the candidate does not. */
export async function regressedExamples(
  db: Db,
  workspaceId: string,
  { candidate, live, regressions }: GateEvidence,
): Promise<RegressedExample[]> {
  const pairs: [Evidence, GateEvidence['live']][] = [[candidate, live]]
  if (regressions) pairs.unshift([regressions.candidate, regressions.live])
  const found: RegressedExample[] = []
  for (const [candidateEvidence, base] of pairs) {
    const isMissing = isGap(candidateEvidence) || base === null || base === 'same' || isGap(base)
    if (!isMissing)
      found.push(...(await textsOf(db, workspaceId, candidateEvidence, base, lostIds(candidateEvidence, base))))
  }
  return found.slice(0, SHOWN)
}

function lostIds(measured: Measured, base: Measured): string[] {
  const passed = passesOf(base.scorers, base.answers)
  return [...passesOf(measured.scorers, measured.answers)].flatMap(([id, passes]) =>
    passes === false && passed.get(id) === true ? [id] : [],
  )
}

async function textsOf(db: Db, workspaceId: string, measured: Measured, base: Measured, ids: string[]) {
  if (ids.length === 0) return []
  const scoresOf = (measured: Measured) => {
    const variant = measured.answers[0]?.variant ?? 0
    return db
      .select({
        exampleId: experimentResults.exampleId,
        input: experimentResults.input,
        expected: experimentResults.expected,
        answer: experimentResults.answer,
        error: experimentResults.error,
      })
      .from(experimentResults)
      .where(
        and(
          eq(experimentResults.experimentId, measured.experimentId),
          eq(experimentResults.workspaceId, workspaceId),
          eq(experimentResults.variant, variant),
          eq(experimentResults.trial, 0),
          inArray(experimentResults.exampleId, ids.slice(0, SHOWN)),
        ),
      )
  }
  const baseScores = new Map((await scoresOf(base)).map((row) => [row.exampleId, row]))
  return (await scoresOf(measured)).map(({ exampleId, input, expected, answer, error }) => ({
    evaluationId: measured.evaluationId,
    experimentId: measured.experimentId,
    exampleId,
    input,
    expected,
    before: baseScores.get(exampleId)?.answer ?? '',
    after: error ?? answer,
  }))
}
