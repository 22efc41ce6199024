import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import type { Backoff } from '@/lib/core/retry/backoff'
import { experiments } from '@/lib/db/schema/evaluation/evaluations'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { type ExperimentData, experimentJob } from '@/lib/services/evaluations/experiment-job'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { readAnswers } from '@/lib/services/evaluations/read-answers'
import { appOf, readCases } from '@/lib/services/evaluations/read-cases'
import { summarizeExperiment } from '@/lib/services/evaluations/summarize-experiment'
import type { System } from '@/lib/services/system'
import { judgeModel } from '../judges/judge-model'
import type { Embed, JudgeModel } from '../scorers/score'
import { CellRunner, type ExperimentCase } from './cell-runner'
import { driveCells, type End } from './drive-cells'
import { type Cell, ExperimentStore } from './experiment-store'
import { judgePairs } from './judge-pairs'

const OPEN = ['queued', 'running'] as const
const TURN_MS = 5 * 60_000
/** The delay before a case whose run was interrupted runs again. */
const PAUSE: Backoff = { firstMs: 1_000, maxMs: 10_000 }

export interface ExperimentOptions {
  embed: Embed
  /** The models of the workspace if absent. */
  judge?: JudgeModel
  turnMs?: number
  pause?: Backoff
}

/**
 * Handler of the job: runs every case with every variant. Stored answers are not repeated after a crash, and a run that
 * another process started is followed instead.
 */
export async function runExperiment(
  system: System,
  data: ExperimentData,
  signal: AbortSignal,
  { embed, judge, turnMs = TURN_MS, pause = PAUSE }: ExperimentOptions,
): Promise<void> {
  const row = await begin(system, data)
  if (!row) return
  try {
    const end = await runCells({ system, row, embed, judge, pause, signal, untilMs: performance.now() + turnMs })
    if (end === 'later') await continueLater(system, row)
    if (end === 'done') await finish(system, row, { status: 'done' })
    if (end === 'spent')
      await finish(system, row, { status: 'stopped', ...errorColumns(problem('evaluation.budgetReached')) })
  } catch (error) {
    // Another process resumes the experiment.
    if (signal.aborted) throw error
    const failure = AppError.isInstance(error) ? error : problem('evaluation.experimentFailed')
    await finish(system, row, { status: 'failed', ...errorColumns(failure) })
    if (!AppError.isInstance(error)) throw error
  }
}

/** Marks the experiment as running. @returns null if it was cancelled or deleted while queued */
async function begin({ db }: System, { workspaceId, experimentId }: ExperimentData): Promise<ExperimentRow | null> {
  const [row] = await db
    .update(experiments)
    .set({ status: 'running' })
    .where(
      and(
        eq(experiments.id, experimentId),
        eq(experiments.workspaceId, workspaceId),
        inArray(experiments.status, [...OPEN]),
      ),
    )
    .returning()
  return row ?? null
}

interface Drive {
  system: System
  row: ExperimentRow
  embed: Embed
  judge: JudgeModel | undefined
  pause: Backoff
  signal: AbortSignal
  untilMs: number
}

async function runCells({ system, row, embed, judge, pause, signal, untilMs }: Drive): Promise<End> {
  const store = new ExperimentStore(system, row)
  const cases = await readCases(system.db, row)
  const appId = await appOf(system.db, row)
  const { workspaceId, createdBy: userId } = row
  const tools = { embed, judge: judge ?? judgeModel(system, { workspaceId, appId, userId }) }
  const runner = new CellRunner({ system, row, store, tools, pause, appId })
  await runner.prepare()
  const end = await driveCells({ row, store, runner, cells: cellsOf(row, cases), signal, untilMs })
  return end === 'done' ? judgePairs({ system, row, store, tools: { ...tools, signal } }) : end
}

/** Variants take turns, so that none benefits from a quieter time. */
function cellsOf(row: ExperimentRow, cases: readonly ExperimentCase[]): [Cell, ExperimentCase][] {
  const cells: [Cell, ExperimentCase][] = []
  for (let trial = 0; trial < row.repeats; trial += 1)
    for (const testCase of cases)
      for (const variant of row.variants.keys()) cells.push([{ variant, exampleId: testCase.id, trial }, testCase])
  return cells
}

async function continueLater(system: System, { id, workspaceId }: ExperimentRow): Promise<void> {
  const job = { workspaceId, experimentId: id }
  await system.jobs.send(experimentJob, job, { key: id, group: workspaceId, priority: 'batch' })
}

async function finish(system: System, row: ExperimentRow, values: Partial<ExperimentRow>): Promise<void> {
  const { scorers, margin } = row
  const summaries = summarizeExperiment(await readAnswers(system.db, row), {
    scorers,
    margin,
    variants: row.variants.length,
  })
  await system.db
    .update(experiments)
    .set({ ...values, summaries: summaries.map((summary) => JsonObjectSchema.parse(summary)), endedAt: new Date() })
    .where(
      and(eq(experiments.id, row.id), eq(experiments.workspaceId, row.workspaceId), eq(experiments.status, 'running')),
    )
}
