import 'server-only'
import { and, asc, type Column, desc, eq, exists, gt, sql } from 'drizzle-orm'
import { firstIdAt, newId } from '@/lib/core/new-id'
import { storable } from '@/lib/core/storable'
import {
  experimentResults,
  experimentScores,
  experiments,
  type FrozenVariant,
} from '@/lib/db/schema/evaluation/evaluations'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import type { System } from '@/lib/services/system'
import type { Score } from '../scorers/score'

export type ResultRow = typeof experimentResults.$inferSelect
export type NewResult = typeof experimentResults.$inferInsert

export interface Cell {
  variant: number
  exampleId: string
  trial: number
}

const REUSE_DAYS = 30

/** Reads and writes the intermediate results of an experiment. */
export class ExperimentStore {
  done = 0
  spentMicros = 0

  constructor(
    private readonly system: System,
    private readonly row: ExperimentRow,
  ) {}

  /** Answers so far. The run of a `running` one may belong to a process that has ended. */
  async results(): Promise<Pick<ResultRow, 'variant' | 'exampleId' | 'trial' | 'status' | 'runId'>[]> {
    const found = await this.system.db
      .select({
        variant: experimentResults.variant,
        exampleId: experimentResults.exampleId,
        trial: experimentResults.trial,
        status: experimentResults.status,
        runId: experimentResults.runId,
        isReused: experimentResults.isReused,
        costMicros: experimentResults.costMicros,
      })
      .from(experimentResults)
      .where(this.ofExperiment())
    this.done = 0
    this.spentMicros = 0
    for (const row of found) if (row.status !== 'running') this.count(row)
    const [judges] = await this.system.db
      .select({ costMicros: sql<number>`coalesce(sum(${experimentScores.costMicros}), 0)`.mapWith(Number) })
      .from(experimentScores)
      .where(this.ofScores())
    this.spentMicros += judges?.costMicros ?? 0
    // Costs of simulated users have no row of their own.
    const [stored] = await this.system.db
      .select({ costMicros: experiments.costMicros })
      .from(experiments)
      .where(and(eq(experiments.id, this.row.id), eq(experiments.workspaceId, this.row.workspaceId)))
    this.spentMicros = Math.max(this.spentMicros, stored?.costMicros ?? 0)
    return found
  }

  private count({ isReused, costMicros }: Partial<Pick<NewResult, 'isReused' | 'costMicros'>>): void {
    this.done += 1
    this.spentMicros += isReused ? 0 : (costMicros ?? 0)
  }

  /** An answer with the same key in any experiment of the workspace. */
  async findReusable(key: string): Promise<ResultRow | null> {
    const since = firstIdAt(Date.now() - REUSE_DAYS * 86_400_000)
    const [found] = await this.system.db
      .select()
      .from(experimentResults)
      .where(
        and(
          eq(experimentResults.workspaceId, this.row.workspaceId),
          eq(experimentResults.reuseKey, key),
          eq(experimentResults.status, 'answered'),
          gt(experimentResults.experimentId, since),
        ),
      )
      .limit(1)
    return found ?? null
  }

  /**
   * The newest run that answered the case with the same dependencies (`world`: documents, connections and routes), and
   * its variant.
   */
  async findEarlierRun(
    { exampleId, trial }: Cell,
    world: string,
  ): Promise<{ runId: string; variant: FrozenVariant } | null> {
    const [found] = await this.system.db
      .select({
        runId: experimentResults.runId,
        variant: experimentResults.variant,
        variants: experiments.variants,
      })
      .from(experimentResults)
      .innerJoin(experiments, eq(experiments.id, experimentResults.experimentId))
      .where(
        and(
          eq(experimentResults.workspaceId, this.row.workspaceId),
          eq(experiments.evaluationId, this.row.evaluationId),
          eq(experimentResults.exampleId, exampleId),
          eq(experimentResults.trial, trial),
          eq(experimentResults.world, world),
          eq(experimentResults.status, 'answered'),
        ),
      )
      .orderBy(desc(experimentResults.experimentId), asc(experimentResults.variant))
      .limit(1)
    const variant = found?.variants[found.variant]
    return found?.runId && variant ? { runId: found.runId, variant } : null
  }

  /** Stores the result before its run starts. @returns the id of the run, which another process may have chosen */
  async begin(result: Omit<NewResult, 'experimentId' | 'workspaceId' | 'runId' | 'status'>): Promise<string> {
    const runId = newId()
    await this.system.db
      .insert(experimentResults)
      .values({ ...result, ...this.address(), runId, status: 'running' })
      .onConflictDoNothing()
    const [stored] = await this.system.db
      .select({ runId: experimentResults.runId })
      .from(experimentResults)
      .where(this.ofCell(result))
    return stored?.runId ?? runId
  }

  /** Replaces the interrupted run of a case by a new one. @returns null if the experiment or the run was replaced or ended */
  async replaceRun(cell: Cell, runId: string): Promise<string | null> {
    const next = newId()
    const { db } = this.system
    const isRunning = db
      .select({ id: experiments.id })
      .from(experiments)
      .where(and(this.ofRow(), eq(experiments.status, 'running')))
    const replaced = await db
      .update(experimentResults)
      .set({ runId: next })
      .where(
        and(
          this.ofCell(cell),
          eq(experimentResults.runId, runId),
          eq(experimentResults.status, 'running'),
          exists(isRunning),
        ),
      )
      .returning({ runId: experimentResults.runId })
    return replaced[0]?.runId ?? null
  }

  /** Stores the answer and its scores. @returns false when the experiment is to stop */
  async finish(
    cell: Cell,
    answer: Partial<NewResult>,
    scores: readonly (readonly [string, Score])[],
  ): Promise<boolean> {
    return this.system.db.transaction(async (tx) => {
      const updated = await tx
        .update(experimentResults)
        .set(storable(answer))
        .where(and(this.ofCell(cell), eq(experimentResults.status, 'running')))
        .returning({ variant: experimentResults.variant })
      if (updated.length > 0 && scores.length > 0)
        await tx
          .insert(experimentScores)
          .values(scores.map(([scorer, score]) => ({ ...this.address(), ...cell, scorer, ...scoreColumns(score) })))
          .onConflictDoNothing()
      if (updated.length > 0) this.count(answer)
      if (updated.length > 0) this.spentMicros += costOf(scores)
      const running = await tx
        .update(experiments)
        .set({
          done: atLeast(experiments.done, this.done),
          costMicros: atLeast(experiments.costMicros, this.spentMicros),
        })
        .where(and(this.ofRow(), eq(experiments.status, 'running')))
        .returning({ id: experiments.id })
      return running.length > 0
    })
  }

  /** Adds the cost of a later judgment. @returns false when the experiment is to stop */
  async charge(costMicros: number): Promise<boolean> {
    this.spentMicros += costMicros
    const running = await this.system.db
      .update(experiments)
      .set({ costMicros: atLeast(experiments.costMicros, this.spentMicros) })
      .where(and(this.ofRow(), eq(experiments.status, 'running')))
      .returning({ id: experiments.id })
    return running.length > 0
  }

  private readonly address = () => ({ experimentId: this.row.id, workspaceId: this.row.workspaceId })
  private readonly ofExperiment = () =>
    and(eq(experimentResults.experimentId, this.row.id), eq(experimentResults.workspaceId, this.row.workspaceId))
  private readonly ofScores = () =>
    and(eq(experimentScores.experimentId, this.row.id), eq(experimentScores.workspaceId, this.row.workspaceId))
  private readonly ofRow = () => and(eq(experiments.id, this.row.id), eq(experiments.workspaceId, this.row.workspaceId))
  private readonly ofCell = ({ variant, exampleId, trial }: Cell) =>
    and(
      this.ofExperiment(),
      eq(experimentResults.variant, variant),
      eq(experimentResults.exampleId, exampleId),
      eq(experimentResults.trial, trial),
    )
}

/** Cases end in parallel, and an earlier count may be written after a later one. */
const atLeast = (column: Column, value: number) => sql`greatest(${column}, ${value})`

const costOf = (scores: readonly (readonly [string, Score])[]): number =>
  scores.reduce((sum, [, { judged }]) => sum + (judged?.costMicros ?? 0), 0)

export const scoreColumns = ({ outcome, value, label, reason, evidence, judged }: Score) => ({
  judge: judged?.judge ?? null,
  subject: judged?.subject ?? null,
  servedModel: judged?.servedModel ?? null,
  costMicros: judged?.costMicros ?? null,
  outcome,
  value,
  label,
  evidence: evidence === null ? null : storable(evidence),
  reason: storable(reason.message),
  reasonRef: problemRef(reason),
})
