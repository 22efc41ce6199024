import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Backoff } from '@/lib/core/retry/backoff'
import { experiments } from '@/lib/db/schema/evaluation/evaluations'
import { optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { readAnswers } from '@/lib/services/evaluations/read-answers'
import { appOf, readCases } from '@/lib/services/evaluations/read-cases'
import { measureCandidates } from '@/lib/services/optimizations/measured-candidates'
import { type OptimizationData, optimizationJob } from '@/lib/services/optimizations/optimization-job'
import { type OptimizationRow, readExperiment } from '@/lib/services/optimizations/optimization-rows'
import { pickFinalists } from '@/lib/services/optimizations/pick-finalists'
import { raceCases } from '@/lib/services/optimizations/race-cases'
import { comparedStage, meanOn } from '@/lib/services/optimizations/race-stage'
import { isInstructionPath } from '@/lib/services/optimizations/search-space'
import type { System } from '@/lib/services/system'
import { CellRunner, type ExperimentCase } from '../experiments/cell-runner'
import { driveCells, type End } from '../experiments/drive-cells'
import { ExperimentStore } from '../experiments/experiment-store'
import { judgeModel } from '../judges/judge-model'
import type { Embed, JudgeModel } from '../scorers/score'
import { type CaseToRun, nextStep, type SearchState, type StopReason } from './next-step'
import { OptimizationStore } from './optimization-store'
import { readFeedback } from './read-feedback'
import { rewriteInstructions } from './rewrite-instructions'

const TURN_MS = 5 * 60_000
const PAUSE: Backoff = { firstMs: 1_000, maxMs: 10_000 }
const HOUR_MS = 3_600_000
/** The rest of the budget pays for the held-out cases. */
const SEARCH_SHARE = 0.7

export interface OptimizationOptions {
  embed: Embed
  /** The models of the workspace if absent. */
  judge?: JudgeModel
  turnMs?: number
  pause?: Backoff
}

/** Handler of the job: searches for better settings, one stored step after the other. */
export async function runOptimization(
  system: System,
  data: OptimizationData,
  signal: AbortSignal,
  options: OptimizationOptions,
): Promise<void> {
  const row = await begin(system, data)
  if (!row) return
  try {
    const end = await new Search(system, row, signal, options).run()
    if (end === 'later')
      await system.jobs.send(optimizationJob, data, { key: row.id, group: row.workspaceId, priority: 'batch' })
  } catch (error) {
    if (signal.aborted) throw error
    const failure = AppError.isInstance(error) ? error : problem('evaluation.optimizationFailed')
    await system.db
      .update(optimizations)
      .set({ status: 'failed', ...errorColumns(failure), endedAt: new Date() })
      .where(and(ofRow(row), eq(optimizations.status, 'running')))
    if (!AppError.isInstance(error)) throw error
  }
}

/** @returns null if it was stopped or deleted while queued */
async function begin({ db }: System, { workspaceId, optimizationId: id }: OptimizationData) {
  const [row] = await db
    .update(optimizations)
    .set({ status: 'running' })
    .where(and(ofRow({ id, workspaceId }), inArray(optimizations.status, ['queued', 'running'])))
    .returning()
  if (!row) return null
  await db
    .update(experiments)
    .set({ status: 'running' })
    .where(and(eq(experiments.id, row.experimentId), eq(experiments.workspaceId, workspaceId)))
  return row
}

interface Scene {
  store: OptimizationStore
  appId: string
  /** Cases that select candidates, in the order of the race. */
  order: string[]
  /** Cases that the writer reads. */
  training: string[]
  cases: ReadonlyMap<string, ExperimentCase>
}

type StepEnd = 'next' | 'later' | 'ended'

class Search {
  private readonly untilMs: number

  constructor(
    private readonly system: System,
    private readonly row: OptimizationRow,
    private readonly signal: AbortSignal,
    private readonly options: OptimizationOptions,
  ) {
    this.untilMs = performance.now() + (options.turnMs ?? TURN_MS)
  }

  async run(): Promise<'later' | 'ended'> {
    const { system, row, signal } = this
    const first = await readExperiment(system.db, row)
    const cases = await readCases(system.db, first)
    const appId = await appOf(system.db, first)
    const store = new OptimizationStore(system, row, appId)
    const { order, training } = raceCases(row, cases)
    const scene = { store, appId, order, training, cases: new Map(cases.map((one) => [one.id, one])) }
    for (let end: StepEnd = 'next'; end === 'next'; ) {
      signal.throwIfAborted()
      if (await store.isStopped()) return 'ended'
      if (performance.now() >= this.untilMs) return 'later'
      end = await this.step(scene)
      if (end !== 'next') return end
    }
    return 'ended'
  }

  private async step(scene: Scene): Promise<StepEnd> {
    const { store, order } = scene
    const experiment = await store.experiment()
    const state = await this.stateOf(store, experiment, order)
    const step = this.isOverTime() ? { kind: 'stop' as const, reason: 'time' as const } : nextStep(state)
    switch (step.kind) {
      case 'stop':
        return this.end(store, experiment, state, step.reason)
      case 'decide':
        await store.decide(step.decisions)
        return 'next'
      case 'propose':
        await store.add(step.choices.map((choice) => ({ origin: step.origin, parent: null, choice })))
        return 'next'
      case 'rewrite':
        return this.rewrite(scene, experiment, state, step.parent)
      case 'measure':
        return this.afterMeasuring(await this.measure(scene, experiment, step.cells), scene, experiment)
      default: {
        const unhandled: never = step
        return unhandled
      }
    }
  }

  private async rewrite(scene: Scene, experiment: ExperimentRow, state: SearchState, parent: number): Promise<StepEnd> {
    const { store, appId, training } = scene
    let measured: End = 'done'
    const feedbackOn = async (caseIds: readonly string[]) => {
      measured = await this.measure(
        scene,
        experiment,
        caseIds.map((caseId) => ({ variant: parent, caseId })),
      )
      return measured === 'done' ? readFeedback(this.system.db, experiment, parent, caseIds) : null
    }
    const judge = this.judgeFor(appId)
    await rewriteInstructions({ store, state, parent, judge, signal: this.signal, feedbackOn, training })
    return this.afterMeasuring(measured, scene, experiment)
  }

  private async afterMeasuring(end: End, { store, order }: Scene, experiment: ExperimentRow): Promise<StepEnd> {
    if (end === 'later') return 'later'
    if (end === 'spent') return this.end(store, experiment, await this.stateOf(store, experiment, order), 'budget')
    return 'next'
  }

  private readonly judgeFor = (appId: string): JudgeModel =>
    this.options.judge ??
    judgeModel(this.system, { workspaceId: this.row.workspaceId, appId, userId: this.row.createdBy })

  private isOverTime(): boolean {
    return Date.now() - this.row.createdAt.getTime() > this.row.limits.maxHours * HOUR_MS
  }

  private async stateOf(store: OptimizationStore, experiment: ExperimentRow, cases: string[]): Promise<SearchState> {
    const candidates = await store.candidates()
    const selecting = new Set(cases)
    const answers = (await readAnswers(this.system.db, experiment)).filter(({ exampleId }) => selecting.has(exampleId))
    const measured = measureCandidates(candidates.length, answers, experiment)
    const { parameters, limits, isRewriting, seed } = this.row
    // An unknown cost must neither win nor lose against the draft.
    const draftCost = measured[0]?.costMicros ?? 0
    return {
      cases,
      seed,
      sizes: parameters.map(({ values }) => values.length),
      maxRuns: Math.floor(limits.maxRuns / experiment.repeats),
      canRewrite: isRewriting && parameters.some(({ path }) => isInstructionPath(path)),
      candidates: candidates.map(({ index, choice, status, stage }) => ({
        index,
        choice,
        status,
        stage,
        values: measured[index]?.values ?? new Map(),
        cost: measured[index]?.costMicros ?? draftCost,
      })),
    }
  }

  private async measure({ cases, appId }: Scene, experiment: ExperimentRow, cells: readonly CaseToRun[]): Promise<End> {
    const { system, options, signal, untilMs } = this
    const budgetMicros = searchBudget(this.row)
    const row = { ...experiment, budgetMicros }
    const store = new ExperimentStore(system, row)
    const tools = { embed: options.embed, judge: this.judgeFor(appId) }
    const runner = new CellRunner({ system, row, store, tools, pause: options.pause ?? PAUSE, appId })
    await runner.prepare()
    const trials = Array.from({ length: row.repeats }, (_, trial) => trial)
    const withCases = cells.flatMap(({ variant, caseId }) => {
      const testCase = cases.get(caseId)
      return testCase ? trials.map((trial) => [{ variant, exampleId: caseId, trial }, testCase] as const) : []
    })
    return driveCells({ row, store, runner, cells: withCases, signal, untilMs })
  }

  private async end(store: OptimizationStore, experiment: ExperimentRow, state: SearchState, reason: StopReason) {
    const finalists = [...finalistsOf(state, experiment.margin).keys()].sort((a, b) => a - b)
    const { budgetMicros } = this.row.limits
    const spentMicros = (await store.experiment()).costMicros + store.row.writerCostMicros
    const left = budgetMicros === null ? null : Math.max(0, budgetMicros - spentMicros)
    await store.endSearch({ stopReason: reason }, finalists, left)
    return 'ended' as const
  }
}

const searchBudget = ({ limits: { budgetMicros }, writerCostMicros }: OptimizationRow): number | null =>
  budgetMicros === null ? null : Math.max(0, Math.floor(budgetMicros * SEARCH_SHARE) - writerCostMicros)

/** Candidates compete for the final on the cases of the compared stage. */
function finalistsOf({ candidates, cases: order }: Pick<SearchState, 'candidates' | 'cases'>, margin: number) {
  const { cases, pool } = comparedStage(candidates, order)
  return pickFinalists(
    pool.map((candidate) => ({ index: candidate.index, quality: meanOn(candidate, cases), expense: candidate.cost })),
    margin,
  )
}

const ofRow = ({ id, workspaceId }: Pick<OptimizationRow, 'id' | 'workspaceId'>) =>
  and(eq(optimizations.id, id), eq(optimizations.workspaceId, workspaceId))
