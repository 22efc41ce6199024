import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { experiments, type FrozenVariant } from '@/lib/db/schema/evaluation/evaluations'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { unchangedVersion } from '../datasets/current-version'
import { readAnswers } from '../evaluations/read-answers'
import { servedModels } from '../evaluations/served-models'
import type { Evidence } from './gate-evidence'
import type { EvaluationRow } from './gate-rows'

export interface MeasuredGraph {
  graph: Graph
  graphHash: string
}

export interface Search {
  evaluation: EvaluationRow
  environment: string
  maxAgeDays: number
  now: Date
}

type ExperimentRow = typeof experiments.$inferSelect
type Db = Database | Transaction
/** The number of experiments to search; older ones are not considered. */
const SEARCHED = 50
const DAY_MS = 86_400_000

/** The newest answers of a graph under exactly the current conditions, or the differences of the existing answers. */
export async function findEvidence(db: Db, search: Search, measured: MeasuredGraph): Promise<Evidence> {
  const { evaluation } = search
  const rows = await db
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.evaluationId, evaluation.id),
        eq(experiments.workspaceId, evaluation.workspaceId),
        isNull(experiments.part),
      ),
    )
    .orderBy(desc(experiments.number))
    .limit(SEARCHED)
  const measurements = rows.flatMap((row) => {
    const variant = row.variants.findIndex(({ graphHash }) => graphHash === measured.graphHash)
    return variant < 0 ? [] : [{ row, variant }]
  })
  const { workspaceId, datasetId, appId } = evaluation
  const now = {
    datasetVersionId: await unchangedVersion(db, { workspaceId, datasetId }),
    models: await servedModels(db, { workspaceId, appId, graph: measured.graph, environment: search.environment }),
  }
  const gaps = measurements.map(({ row, variant }) => gapOf(search, row, row.variants[variant], now))
  const fitting = measurements[gaps.indexOf(null)]
  if (!fitting) return { evaluationId: evaluation.id, needsRun: true, missing: gaps[0] ?? notMeasured(rows) }
  const answers = await readAnswers(db, fitting.row)
  return {
    evaluationId: evaluation.id,
    experimentId: fitting.row.id,
    datasetVersionId: fitting.row.datasetVersionId,
    scorers: fitting.row.scorers,
    exampleCount: fitting.row.exampleCount,
    answers: answers.filter(({ variant }) => variant === fitting.variant),
  }
}

/** @returns why the experiment does not count as evidence, or null if it does */
function gapOf(
  { evaluation, maxAgeDays, now }: Search,
  row: ExperimentRow,
  variant: FrozenVariant | undefined,
  current: { datasetVersionId: string | null; models: string },
): Problem | null {
  if (row.status !== 'done') return problem('gates.incomplete')
  if (row.datasetVersionId !== current.datasetVersionId || row.split !== evaluation.split)
    return problem('gates.dataChanged')
  if (canonicalJson(row.scorers) !== canonicalJson(evaluation.scorers) || row.repeats !== evaluation.repeats)
    return problem('gates.scorersChanged')
  if (variant?.models !== current.models) return problem('gates.modelsChanged')
  const days = Math.floor((now.getTime() - (row.endedAt ?? row.createdAt).getTime()) / DAY_MS)
  return days >= maxAgeDays ? problem('gates.tooOld', { days }) : null
}

function notMeasured([newest]: readonly ExperimentRow[]): Problem {
  const last = newest?.variants.at(-1)
  if (!last) return problem('gates.notMeasured')
  return last.versionNumber === null
    ? problem('gates.otherGraph')
    : problem('gates.otherVersion', { version: last.versionNumber })
}
