import 'server-only'
import { GateRules } from '@/lib/contracts/gates'
import type { EvaluationRunView } from '@/lib/contracts/public-evaluations'
import { MIN_PAIRS } from '@/lib/core/statistics/sample-size'
import { attackEvidence } from '../../gates/attack-evidence'
import type { GateEvidence, Measured } from '../../gates/gate-evidence'
import { gateOf } from '../../gates/gate-rows'
import { judgeGate } from '../../gates/judge-gate'
import { regressedExamples } from '../../gates/regressed-examples'
import { requiredCases } from '../../gates/required-cases'
import { uncalibratedJudges } from '../../judges/calibration'
import type { System } from '../../system'
import type { EvaluationRow } from '../evaluation-rows'
import type { ExperimentRow } from '../experiment-view'
import { readAnswers } from '../read-answers'
import { summarizeExperiment } from '../summarize-experiment'

/** The view of an experiment for callers of the HTTP API; once it has ended, with the answer of the gate's rules. */
export async function viewEvaluationRun(
  system: System,
  evaluation: EvaluationRow,
  row: ExperimentRow,
): Promise<EvaluationRunView> {
  const { id, status, done, total, costMicros, error } = row
  const isOver = status === 'done' || status === 'stopped'
  return {
    id,
    evaluation: evaluation.slug,
    status,
    done,
    total,
    costMicros,
    error,
    url: `${system.appUrl}/evaluations/${evaluation.id}?experiment=${id}`,
    result: isOver ? await resultOf(system, evaluation, row) : null,
  }
}

async function resultOf(
  { db }: System,
  evaluation: EvaluationRow,
  row: ExperimentRow,
): Promise<EvaluationRunView['result']> {
  const { id, workspaceId, scorers, variants, margin } = row
  const answers = await readAnswers(db, row)
  const measured = (variant: number): Measured => ({
    evaluationId: evaluation.id,
    experimentId: id,
    datasetVersionId: row.datasetVersionId,
    scorers,
    exampleCount: row.exampleCount,
    answers: answers.filter((answer) => answer.variant === variant),
  })
  const last = variants.length - 1
  const isSame = variants[0]?.graphHash === variants[last]?.graphHash
  const rules = await rulesOf(db, evaluation, row)
  const evidence: GateEvidence = {
    candidate: measured(last),
    live: last === 0 ? null : isSame ? 'same' : measured(0),
    regressions: null,
    mustIds: await requiredCases(db, evaluation),
    attempts: 0,
    judges: await uncalibratedJudges(db, evaluation),
    attacks: await attacksOf(db, evaluation, { candidate: variants[last], rules }),
  }
  const judged = judgeGate(rules, evidence)
  const own = answers.filter(({ variant }) => variant === last).map((answer) => ({ ...answer, variant: 0 }))
  return {
    answer: row.status === 'done' ? judged.answer : 'inconclusive',
    rules: judged.rules.map(({ reasonRef: _, ...rule }) => rule),
    metrics: summarizeExperiment(own, { scorers, variants: 1, margin })[0]?.metrics ?? [],
    regressed: await regressedExamples(db, workspaceId, evidence),
    more: judged.more,
  }
}

/** The attacks on the candidate, if the gate limits their success. */
async function attacksOf(
  db: System['db'],
  { appId: id, workspaceId }: EvaluationRow,
  { candidate, rules }: { candidate: ExperimentRow['variants'][number] | undefined; rules: GateRules },
): Promise<GateEvidence['attacks']> {
  const { maxAttackSuccess, maxAgeDays } = rules
  if (!candidate || maxAttackSuccess == null) return null
  return await attackEvidence(db, { id, workspaceId }, { candidate, maxAgeDays, now: new Date() })
}

/** The rules of the baseline's gate if it uses this evaluation, otherwise default rules. */
async function rulesOf(db: System['db'], evaluation: EvaluationRow, row: ExperimentRow): Promise<GateRules> {
  const { appId: id, workspaceId } = evaluation
  const environment = row.variants.length > 1 ? row.variants[0]?.environment : null
  const gate = environment ? await gateOf(db, { id, workspaceId }, environment) : null
  if (gate?.evaluation?.id === evaluation.id) return { ...gate.rules, noRegressions: false }
  const notWorse = row.exampleCount < MIN_PAIRS ? null : row.margin
  return GateRules.parse({ notWorse, noRegressions: false })
}
