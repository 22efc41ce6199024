import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SearchParameter } from '@/lib/contracts/optimizations'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { evaluations, experiments, type FrozenVariant } from '@/lib/db/schema/evaluation/evaluations'
import { optimizationCandidates, optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { servedModels } from '@/lib/services/evaluations/served-models'
import {
  type CandidateRow,
  type OptimizationRow,
  readCandidates,
  readExperiment,
} from '@/lib/services/optimizations/optimization-rows'
import { withOwnRetrieval } from '@/lib/services/optimizations/own-retrieval'
import { withSettings } from '@/lib/services/optimizations/setting-paths'
import { compilePlan } from '@/lib/services/runs/compile-plan'
import type { System } from '@/lib/services/system'
import type { RaceDecision } from './race'

interface NewCandidate {
  origin: CandidateRow['origin']
  parent: number | null
  choice: readonly number[]
}

/** Reads and writes the stored state of a search. */
export class OptimizationStore {
  constructor(
    private readonly system: System,
    readonly row: OptimizationRow,
    private readonly appId: string,
  ) {}

  readonly candidates = () => readCandidates(this.system.db, this.row)
  readonly experiment = (): Promise<ExperimentRow> => readExperiment(this.system.db, this.row)

  /** Adds candidates with their variants. One whose graph cannot run is kept as dropped, so that it is not proposed again. */
  async add(candidates: readonly NewCandidate[], change: Partial<OptimizationRow> = {}): Promise<void> {
    const { db } = this.system
    const known = await this.candidates()
    const { variants } = await this.experiment()
    const parameters = change.parameters ?? this.row.parameters
    const draft = variants[0] as FrozenVariant
    const built: { candidate: NewCandidate; variant: FrozenVariant | null }[] = []
    for (const candidate of candidates)
      built.push({ candidate, variant: await this.runnableVariant(draft, parameters, candidate) })
    const { id: optimizationId, workspaceId } = this.row
    await db.transaction(async (tx) => {
      await tx.insert(optimizationCandidates).values(
        built.map(({ candidate: { origin, parent, choice }, variant }, offset) => ({
          optimizationId,
          workspaceId,
          origin,
          parent,
          index: known.length + offset,
          choice: [...choice],
          status: variant ? ('racing' as const) : ('dropped' as const),
        })),
      )
      await tx
        .update(experiments)
        .set({ variants: [...variants, ...built.map(({ variant }) => variant ?? draft)] })
        .where(and(eq(experiments.id, this.row.experimentId), eq(experiments.workspaceId, workspaceId)))
      if (Object.keys(change).length > 0) await tx.update(optimizations).set(change).where(this.ofRow())
    })
    Object.assign(this.row, change)
  }

  /** Null if the changed graph cannot run, such as after a rewrite that removes a value of the instructions. */
  private async runnableVariant(...args: Parameters<OptimizationStore['variantOf']>): Promise<FrozenVariant | null> {
    try {
      return await this.variantOf(...args)
    } catch (error) {
      if (AppError.isInstance(error) && error.code === 'INVALID_GRAPH') return null
      throw error
    }
  }

  private async variantOf(
    draft: FrozenVariant,
    parameters: readonly SearchParameter[],
    { choice }: NewCandidate,
  ): Promise<FrozenVariant> {
    const { db } = this.system
    const { workspaceId } = this.row
    const changes = parameters.flatMap(({ nodeId, path, values }, index) => {
      const value = choice[index] === 0 ? undefined : values[choice[index] ?? 0]
      return value === undefined ? [] : [{ nodeId, path, value }]
    })
    const graph = withSettings(await withOwnRetrieval(db, workspaceId, draft.graph), changes)
    const models = await servedModels(db, { workspaceId, appId: this.appId, graph, environment: draft.environment })
    return { ...draft, graph, graphHash: compilePlan(graph).hash, models }
  }

  async change(change: Partial<OptimizationRow>): Promise<void> {
    await this.system.db.update(optimizations).set(change).where(this.ofRow())
    Object.assign(this.row, change)
  }

  async decide(decisions: readonly RaceDecision[]): Promise<void> {
    const { id, workspaceId } = this.row
    await this.system.db.transaction(async (tx) => {
      for (const { index, status, stage } of decisions)
        await tx
          .update(optimizationCandidates)
          .set({ status, stage })
          .where(
            and(
              eq(optimizationCandidates.optimizationId, id),
              eq(optimizationCandidates.workspaceId, workspaceId),
              eq(optimizationCandidates.index, index),
            ),
          )
    })
  }

  /** Ends the search, and starts the experiment of the finalists on the held-out cases if there are any. */
  async endSearch(
    change: Pick<OptimizationRow, 'stopReason'>,
    finalists: readonly number[],
    budgetMicros: number | null,
  ): Promise<void> {
    const search = await this.experiment()
    const { workspaceId, heldOutCases } = this.row
    const chosen = [0, ...finalists].flatMap((index) => search.variants[index] ?? [])
    const hasFinalists = chosen.length > 1
    const confirmationId = newId()
    await this.system.db.transaction(async (tx) => {
      const [ended] = await tx
        .update(optimizations)
        .set({
          ...change,
          status: hasFinalists ? 'confirming' : 'done',
          finalists: [...finalists],
          endedAt: hasFinalists ? null : new Date(),
        })
        .where(and(this.ofRow(), eq(optimizations.status, 'running')))
        .returning({ id: optimizations.id })
      if (!ended) return
      await tx
        .update(experiments)
        .set({ status: 'done', endedAt: new Date() })
        .where(and(eq(experiments.id, search.id), eq(experiments.workspaceId, workspaceId)))
      if (!hasFinalists) return
      // Other experiments of the evaluation wait, because the number is unique.
      await tx
        .select({ id: evaluations.id })
        .from(evaluations)
        .where(and(eq(evaluations.id, search.evaluationId), eq(evaluations.workspaceId, workspaceId)))
        .for('update')
      const [last] = await tx
        .select({ number: sql<number>`coalesce(max(${experiments.number}), 0)`.mapWith(Number) })
        .from(experiments)
        .where(and(eq(experiments.evaluationId, search.evaluationId), eq(experiments.workspaceId, workspaceId)))
      await tx.insert(experiments).values({
        ...search,
        id: confirmationId,
        number: (last?.number ?? 0) + 1,
        part: 'held-out',
        status: 'queued',
        variants: chosen,
        // The times of reused steps are estimates.
        isFresh: true,
        exampleCount: heldOutCases,
        done: 0,
        total: heldOutCases * chosen.length * search.repeats,
        costMicros: 0,
        budgetMicros,
        summaries: null,
        createdAt: new Date(),
        endedAt: null,
      })
      await tx.update(optimizations).set({ confirmationId }).where(this.ofRow())
      const data = { workspaceId, experimentId: confirmationId }
      await this.system.jobs.send(experimentJob, data, {
        key: confirmationId,
        group: workspaceId,
        priority: 'batch' as const,
        tx,
      })
    })
  }

  /** Whether a person has stopped it. */
  async isStopped(): Promise<boolean> {
    const [row] = await this.system.db
      .select({ id: optimizations.id })
      .from(optimizations)
      .where(and(this.ofRow(), inArray(optimizations.status, ['running'])))
    return row === undefined
  }

  readonly ofRow = () => and(eq(optimizations.id, this.row.id), eq(optimizations.workspaceId, this.row.workspaceId))
}
