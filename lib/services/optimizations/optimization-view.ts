import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { CandidateView, Confirmation, OptimizationView } from '@/lib/contracts/optimizations'
import type { Json } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { experimentResults } from '@/lib/db/schema/evaluation/evaluations'
import type { ExperimentRow } from '../evaluations/experiment-view'
import { readAnswers } from '../evaluations/read-answers'
import { summarizeExperiment } from '../evaluations/summarize-experiment'
import { type MeasuredCandidate, meanOf, measureCandidates } from './measured-candidates'
import { type OptimizationRow, readCandidates, readExperiment } from './optimization-rows'
import { paretoFront, pickFinalists } from './pick-finalists'

const ENDED = ['done', 'stopped', 'cancelled', 'failed']

export interface OptimizationReport {
  optimization: OptimizationView
  candidates: CandidateView[]
  confirmations: Confirmation[]
}

export async function reportOptimization(db: Database, row: OptimizationRow): Promise<OptimizationReport> {
  const search = await readExperiment(db, row)
  const rows = await readCandidates(db, row)
  const measured = measureCandidates(rows.length, await readAnswers(db, search), search)
  const axis = measured.some(({ costMicros }) => (costMicros ?? 0) > 0) ? 'cost' : 'latency'
  const complete = measured.filter(
    ({ index, values }) =>
      isOpen(rows[index]?.status) && [...(measured[0]?.values.keys() ?? [])].every((id) => values.has(id)),
  )
  const ranked = complete.flatMap((candidate) => {
    const quality = meanOf([...candidate.values.values()])
    const expense = axis === 'cost' ? candidate.costMicros : candidate.latencyMs
    return quality === null ? [] : [{ index: candidate.index, quality, expense: expense ?? 0 }]
  })
  const front = new Set(paretoFront(ranked).map(({ index }) => index))
  const byCost = ranked.map((one) => ({
    ...one,
    expense: measured[one.index]?.costMicros ?? measured[0]?.costMicros ?? 0,
  }))
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
      ? await confirmationsOf(db, await readExperiment(db, confirmation), row, candidates)
      : [],
  }
}

const isOpen = (status: CandidateView['status'] | undefined): boolean => status === 'racing' || status === 'finished'

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
  candidates: readonly CandidateView[],
): Promise<Confirmation[]> {
  const { scorers, margin, variants } = experiment
  const answers = await readAnswers(db, experiment)
  const summaries = summarizeExperiment(answers, { scorers: scorers.slice(0, 1), margin, variants: variants.length })
  const measured = measureCandidates(variants.length, answers, experiment)
  const draft = candidates[0]?.quality.mean ?? null
  return summaries.flatMap(({ metrics: [metric], comparisons: [comparison] }, variant) => {
    const candidate = variant === 0 ? 0 : finalists[variant - 1]
    if (candidate === undefined || !metric) return []
    const searched = candidates[candidate]?.quality.mean ?? null
    return [
      {
        candidate,
        gainWhileSearching: searched === null || draft === null ? null : searched - draft,
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
