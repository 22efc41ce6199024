import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import type { Backoff } from '@/lib/core/retry/backoff'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { readVersion } from '@/lib/services/datasets/read-version'
import { type ExperimentData, experimentJob } from '@/lib/services/evaluations/experiment-job'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { readAnswers } from '@/lib/services/evaluations/read-answers'
import { summarizeExperiment } from '@/lib/services/evaluations/summarize-experiment'
import { toTestCase } from '@/lib/services/evaluations/test-case'
import type { System } from '@/lib/services/system'
import { judgeModel } from '../judges/judge-model'
import type { Embed, JudgeModel } from '../scorers/score'
import { CellRunner, type ExperimentCase } from './cell-runner'
import { type Cell, ExperimentStore } from './experiment-store'
import { judgePairs } from './judge-pairs'

const OPEN = ['queued', 'running'] as const
const TURN_MS = 5 * 60_000
const AT_ONCE = 6
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

type End = 'done' | 'later' | 'spent' | 'stopped'

async function runCells({ system, row, embed, judge, pause, signal, untilMs }: Drive): Promise<End> {
  const store = new ExperimentStore(system, row)
  const known = new Map((await store.results()).map((result) => [keyOf(result), result]))
  const cases = await readCases(system, row)
  const appId = await appOf(system, row)
  const { workspaceId, createdBy: userId } = row
  const tools = { embed, judge: judge ?? judgeModel(system, { workspaceId, appId, userId }) }
  const runner = new CellRunner({ system, row, store, tools, pause, appId })
  await runner.prepare()
  const open = cellsOf(row, cases).filter(([cell]) => (known.get(keyOf(cell))?.status ?? 'running') === 'running')
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  let end = 'done' as End
  const worker = async (): Promise<void> => {
    for (let next = open.shift(); next && !both.aborted; next = open.shift()) {
      if (row.budgetMicros !== null && store.spentMicros >= row.budgetMicros) end = 'spent'
      else if (performance.now() >= untilMs) end = 'later'
      if (end !== 'done') return
      const [cell, testCase] = next
      const runId = known.get(keyOf(cell))?.runId ?? null
      if (await runner.run(cell, testCase, runId, both)) continue
      end = 'stopped'
      stop.abort()
    }
  }
  const workers = Array.from({ length: AT_ONCE }, worker)
  try {
    await Promise.all(workers)
  } catch (error) {
    stop.abort()
    await Promise.allSettled(workers)
    if (end !== 'stopped' || signal.aborted) throw error
  }
  signal.throwIfAborted()
  return end === 'done' ? judgePairs({ system, row, store, tools: { ...tools, signal } }) : end
}

async function readCases({ db }: System, row: ExperimentRow): Promise<ExperimentCase[]> {
  const split = row.split === 'all' ? undefined : row.split
  const cases: ExperimentCase[] = []
  for await (const { id, data } of readVersion(db, row.workspaceId, row.datasetVersionId, { split }))
    cases.push({ id, ...toTestCase(data) })
  return cases
}

async function appOf({ db }: System, row: ExperimentRow): Promise<string> {
  const [found] = await db
    .select({ appId: evaluations.appId })
    .from(evaluations)
    .where(and(eq(evaluations.id, row.evaluationId), eq(evaluations.workspaceId, row.workspaceId)))
  if (!found) throw new AppError('NOT_FOUND', problem('missing.evaluation'))
  return found.appId
}

/** Variants take turns, so that none benefits from a quieter time. */
function cellsOf(row: ExperimentRow, cases: readonly ExperimentCase[]): [Cell, ExperimentCase][] {
  const cells: [Cell, ExperimentCase][] = []
  for (let trial = 0; trial < row.repeats; trial += 1)
    for (const testCase of cases)
      for (const variant of row.variants.keys()) cells.push([{ variant, exampleId: testCase.id, trial }, testCase])
  return cells
}

const keyOf = ({ variant, exampleId, trial }: Cell): string => `${variant} ${exampleId} ${trial}`

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
