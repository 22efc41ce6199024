import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { JudgeView } from '@/lib/contracts/judges'
import { isJudge, isModelJudge, type JudgeSettings } from '@/lib/contracts/scorers'
import { agreementOf } from '@/lib/core/statistics/agreement'
import { type CalibrationState, type JudgedItem, judgeQuality } from '@/lib/core/statistics/judge-quality'
import { stratifiedMean } from '@/lib/core/statistics/stratified-mean'
import type { Database, Transaction } from '@/lib/db/database'
import { reviewItems, reviewLabels } from '@/lib/db/schema/evaluation/reviews'
import type { EvaluationRow } from '../evaluations/evaluation-rows'
import { judgedSubjects } from './judged-subjects'

type Db = Database | Transaction

export interface LabeledItem {
  subject: string
  graphHash: string
  versionNumber: number | null
  /** Labels in order of time. */
  labels: boolean[]
}

const MIN_OF_SYSTEM = 10

export async function viewJudge(db: Db, evaluation: EvaluationRow, settings: JudgeSettings): Promise<JudgeView> {
  const subjects = await judgedSubjects(db, evaluation, settings)
  const labelled = await labeledItems(db, evaluation)
  const ofJudge = labelled.filter(({ subject }) => subjects.some((judged) => judged.subject === subject))
  const items = weighted(ofJudge, new Map(subjects.map(({ subject, verdict }) => [subject, verdict])))
  const passing = subjects.filter(({ verdict }) => verdict === true).length
  const judged = subjects.filter(({ verdict }) => verdict !== null).length
  const corrected = stratifiedMean([strataOf(items, passing, true), strataOf(items, judged - passing, false)])
  return {
    scorer: settings.id,
    kind: settings.kind,
    model: isModelJudge(settings) ? settings.model.model : '',
    canLabel: settings.kind !== 'pairwise',
    criteria: settings.kind === 'criteria' ? settings.criteria : [],
    quality: judgeQuality(items),
    systems: systemsOf(items),
    people: peopleOf(ofJudge),
    judged,
    open: subjects.length - ofJudge.length,
    rawMean: judged === 0 ? null : passing / judged,
    correctedMean: corrected?.mean ?? null,
    correctedInterval: corrected?.interval ?? null,
  }
}

/** The judges of the evaluation that may not decide a gate, by id of the scorer. */
export async function uncalibratedJudges(
  db: Db,
  evaluation: EvaluationRow,
): Promise<Map<string, Exclude<CalibrationState, 'calibrated'>>> {
  const states = new Map<string, Exclude<CalibrationState, 'calibrated'>>()
  for (const settings of evaluation.scorers) {
    if (!isJudge(settings)) continue
    const { state } = (await viewJudge(db, evaluation, settings)).quality
    if (state !== 'calibrated') states.set(settings.id, state)
  }
  return states
}

async function labeledItems(db: Db, { id, workspaceId }: EvaluationRow): Promise<LabeledItem[]> {
  const rows = await db
    .select({
      subject: reviewItems.subject,
      graphHash: reviewItems.graphHash,
      versionNumber: reviewItems.versionNumber,
      passes: reviewLabels.passes,
    })
    .from(reviewLabels)
    .innerJoin(reviewItems, and(eq(reviewItems.id, reviewLabels.itemId), eq(reviewItems.workspaceId, workspaceId)))
    .where(and(eq(reviewItems.evaluationId, id), eq(reviewLabels.workspaceId, workspaceId)))
    .orderBy(asc(reviewLabels.id))
  return [...Map.groupBy(rows, ({ subject }) => subject).values()].flatMap((ofSubject) => {
    const [first] = ofSubject
    if (!first) return []
    const { subject, graphHash, versionNumber } = first
    return [{ subject, graphHash, versionNumber, labels: ofSubject.map(({ passes }) => passes) }]
  })
}

interface WeightedItem extends JudgedItem {
  graphHash: string
  versionNumber: number | null
}

/** Items on which people agree, weighted by how many answers with the same verdict each one represents. */
function weighted(items: readonly LabeledItem[], verdicts: ReadonlyMap<string, boolean | null>): WeightedItem[] {
  const decided = items.flatMap(({ subject, graphHash, versionNumber, labels }) => {
    const label = majority(labels)
    const verdict = verdicts.get(subject)
    return label === null || verdict === undefined ? [] : [{ graphHash, versionNumber, label, verdict, weight: 1 }]
  })
  const all = [...verdicts.values()]
  const weights = new Map(
    [true, false, null].map((verdict) => {
      const labeledCount = decided.filter((item) => item.verdict === verdict).length
      return [verdict, labeledCount === 0 ? 0 : all.filter((other) => other === verdict).length / labeledCount]
    }),
  )
  return decided.map((item) => ({ ...item, weight: weights.get(item.verdict) ?? 1 }))
}

/** Null while people disagree: a further label decides. */
export function majority(labels: readonly boolean[]): boolean | null {
  const passing = labels.filter((label) => label).length
  if (2 * passing === labels.length) return null
  return 2 * passing > labels.length
}

const strataOf = (items: readonly WeightedItem[], size: number, verdict: boolean) => ({
  size,
  values: items.filter((item) => item.verdict === verdict).map(({ label }) => Number(label)),
})

function systemsOf(items: readonly WeightedItem[]): JudgeView['systems'] {
  return [...Map.groupBy(items, ({ graphHash }) => graphHash).entries()].flatMap(([graphHash, ofGraph]) =>
    ofGraph.length < MIN_OF_SYSTEM
      ? []
      : [{ graphHash, versionNumber: ofGraph[0]?.versionNumber ?? null, quality: judgeQuality(ofGraph) }],
  )
}

function peopleOf(items: readonly LabeledItem[]): JudgeView['people'] {
  const pairs = items.flatMap(({ labels: [first, second] }) =>
    first === undefined || second === undefined ? [] : [[String(first), String(second)] as const],
  )
  const found = agreementOf(pairs)
  return { items: pairs.length, agreement: found?.observed ?? null, kappa: found?.kappa ?? null }
}
