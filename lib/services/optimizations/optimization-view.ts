import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { CandidateView, Confirmation, OptimizationView } from '@/lib/contracts/optimizations'
import type { Json } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { experimentResults } from '@/lib/db/schema/evaluation/evaluations'
import type { ExperimentRow } from '../evaluations/experiment-view'
import { readAnswers } from '../evaluations/read-answers'
import { readCases } from '../evaluations/read-cases'
import { summarizeExperiment } from '../evaluations/summarize-experiment'
import { type MeasuredCandidate, measureCandidates } from './measured-candidates'
import { type OptimizationRow, readCandidates, readExperiment } from './optimization-rows'
import { paretoFront, pickFinalists } from './pick-finalists'
import { raceCases } from './race-cases'
import { comparedStage, meanOn } from './race-stage'

const ENDED = ['done', 'stopped', 'cancelled', 'failed']

export interface OptimizationReport {
  optimization: OptimizationView
  candidates: CandidateView[]
  confirmations: Confirmation[]
}

export async function reportOptimization(db: Database, row: OptimizationRow): Promise<OptimizationReport> {
  const search = await readExperiment(db, row)
  const rows = await readCandidates(db, row)
  const { order } = raceCases(row, await readCases(db, search))
  const selecting = new Set(order)
  const answers = (await readAnswers(db, search)).filter(({ exampleId }) => selecting.has(exampleId))
  const measured = measureCandidates(rows.length, answers, search)
  const axis = measured.some(({ costMicros }) => (costMicros ?? 0) > 0) ? 'cost' : 'latency'
  const racers = measured.flatMap((candidate) => {
    const status = rows[candidate.index]?.status
    return status === undefined ? [] : [{ ...candidate, status }]
  })
  const { cases, pool } = comparedStage(racers, order)
  const qualities = new Map(pool.map((candidate) => [candidate.index, meanOn(candidate, cases)]))
  const rankedBy = (expenseOf: (candidate: MeasuredCandidate) => number | null) =>
    pool.map((candidate) => ({
      index: candidate.index,
      quality: qualities.get(candidate.index) ?? 0,
      expense: expenseOf(candidate) ?? 0,
    }))
  const front = new Set(
    paretoFront(rankedBy(({ costMicros, latencyMs }) => (axis === 'cost' ? costMicros : latencyMs))).map(
      ({ index }) => index,
    ),
  )
  const byCost = rankedBy(({ costMicros }) => costMicros ?? measured[0]?.costMicros ?? null)
  const roles = pickFinalists(byCost, search.margin)
  const candidates = rows.map(({ index, origin, parent, status, choice }): CandidateView => {
    const own = measured[index] as MeasuredCandidate
    return {
      index,
      origin,
      parent,
      status,
      changes: changesOf(row, choice),
      quality: qualityOf(search, own),
      costMicros: own.costMicros,
      latencyMs: own.latencyMs,
      isOnFront: front.has(index),
      finalistAs: row.finalists.includes(index) ? (roles.get(index) ?? []) : [],
    }
  })
  const confirmation = row.confirmationId === null ? null : { ...row, experimentId: row.confirmationId }
  return {
    optimization: await viewOptimization(db, row, axis),
    candidates,
    confirmations: confirmation
      ? await confirmationsOf(db, await readExperiment(db, confirmation), row, qualities)
      : [],
  }
}

function changesOf({ parameters }: OptimizationRow, choice: readonly number[]): CandidateView['changes'] {
  return parameters.flatMap(({ values, ...parameter }, index) => {
    const [before, after] = [values[0], values[choice[index] ?? 0]] as [Json, Json]
    return choice[index] === 0 ? [] : [{ ...parameter, before, after }]
  })
}

/** The interval of one variant alone. */
function qualityOf({ scorers, margin }: ExperimentRow, { answers }: MeasuredCandidate): CandidateView['quality'] {
  const own = answers.map((answer) => ({ ...answer, variant: 0 }))
  const [summary] = summarizeExperiment(own, { scorers: scorers.slice(0, 1), variants: 1, margin })
  const none = { id: scorers[0]?.id ?? '', mean: null, interval: null, count: 0, of: 0, noVerdict: 0, skipped: 0 }
  return summary?.metrics[0] ?? none
}

async function confirmationsOf(
  db: Database,
  experiment: ExperimentRow,
  { finalists }: OptimizationRow,
  /** The quality while searching by candidate, on the same cases. */
  qualities: ReadonlyMap<number, number>,
): Promise<Confirmation[]> {
  const { scorers, margin, variants } = experiment
  const answers = await readAnswers(db, experiment)
  const summaries = summarizeExperiment(answers, { scorers: scorers.slice(0, 1), margin, variants: variants.length })
  const measured = measureCandidates(variants.length, answers, experiment)
  const draft = qualities.get(0)
  return summaries.flatMap(({ metrics: [metric], comparisons: [comparison] }, variant) => {
    const candidate = variant === 0 ? 0 : finalists[variant - 1]
    if (candidate === undefined || !metric) return []
    const searched = qualities.get(candidate)
    return [
      {
        candidate,
        gainWhileSearching: searched === undefined || draft === undefined ? null : searched - draft,
        comparison: comparison ?? null,
        metric,
        costMicros: measured[variant]?.costMicros ?? null,
        latencyMs: measured[variant]?.latencyMs ?? null,
      },
    ]
  })
}

export async function viewOptimization(
  db: Database,
  row: OptimizationRow,
  axis: OptimizationView['axis'] = 'cost',
): Promise<OptimizationView> {
  const search = await readExperiment(db, row)
  const confirmation =
    row.confirmationId === null ? null : await readExperiment(db, { ...row, experimentId: row.confirmationId })
  const runs = await db.$count(
    experimentResults,
    and(eq(experimentResults.experimentId, search.id), eq(experimentResults.workspaceId, row.workspaceId)),
  )
  const { id, evaluationId, stopReason, limits, searchCases, heldOutCases, error, errorRef } = row
  const isConfirmed = row.status === 'confirming' && confirmation !== null && ENDED.includes(confirmation.status)
  return {
    id,
    evaluationId,
    stopReason,
    limits,
    searchCases,
    heldOutCases,
    axis,
    status: isConfirmed ? 'done' : row.status,
    runs,
    costMicros: search.costMicros + row.writerCostMicros + (confirmation?.costMicros ?? 0),
    error: error ?? confirmation?.error ?? null,
    errorRef: errorRef ?? confirmation?.errorRef ?? null,
    createdAt: row.createdAt.toISOString(),
    endedAt: (row.endedAt ?? (isConfirmed ? (confirmation?.endedAt ?? null) : null))?.toISOString() ?? null,
  }
}
