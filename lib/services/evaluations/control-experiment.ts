import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { controlExperiment as controlContract } from '@/lib/contracts/experiments'
import { AppError } from '@/lib/core/app-error'
import { experimentResults, experimentScores, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { experimentJob } from './experiment-job'
import { type ExperimentRow, getExperimentRow, viewExperiment } from './experiment-view'

const ACTIVE = ['queued', 'running'] as const

export const controlExperiment: Verb<typeof controlContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = { workspaceId: ctx.workspace.id, ...params }
  const row = await getExperimentRow(ctx.db, address)
  if (body.action === 'cancel') await cancel(ctx, row)
  else await restart(ctx, row, body)
  return viewExperiment(ctx.db, await getExperimentRow(ctx.db, address))
}

async function cancel(ctx: ServiceContext, row: ExperimentRow): Promise<void> {
  const cancelled = await ctx.db
    .update(experiments)
    .set({ status: 'cancelled', endedAt: ctx.now() })
    .where(and(isOfExperiment(row), inArray(experiments.status, [...ACTIVE])))
    .returning({ id: experiments.id })
  if (cancelled.length === 0) throw new AppError('CONFLICT', problem('evaluation.experimentEnded'))
  const running = await ctx.db
    .select({ runId: experimentResults.runId })
    .from(experimentResults)
    .where(and(resultsOf(row), eq(experimentResults.status, 'running')))
  for (const { runId } of running)
    if (runId !== null) await ctx.system.runs.cancel({ runId, workspaceId: row.workspaceId })
}

interface Restart {
  action: 'resume' | 'retry' | 'cancel'
  budgetMicros?: number | null | undefined
}

/** Queues the experiment again. Stored answers stay; `retry` first deletes failed and interrupted ones. */
async function restart(ctx: ServiceContext, row: ExperimentRow, { action, budgetMicros }: Restart): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (action === 'retry') {
      const failed = await tx
        .delete(experimentResults)
        .where(and(resultsOf(row), inArray(experimentResults.status, ['app-failed', 'interrupted'])))
        .returning()
      for (const { variant, exampleId, trial } of failed)
        await tx
          .delete(experimentScores)
          .where(
            and(
              eq(experimentScores.experimentId, row.id),
              eq(experimentScores.workspaceId, row.workspaceId),
              eq(experimentScores.variant, variant),
              eq(experimentScores.exampleId, exampleId),
              eq(experimentScores.trial, trial),
            ),
          )
    }
    const started = await tx
      .update(experiments)
      .set({
        status: 'queued',
        endedAt: null,
        summaries: null,
        error: null,
        errorRef: null,
        ...(budgetMicros === undefined ? {} : { budgetMicros }),
      })
      .where(and(isOfExperiment(row), inArray(experiments.status, ['stopped', 'cancelled', 'failed', 'done'])))
      .returning({ id: experiments.id })
    if (started.length === 0) throw new AppError('CONFLICT', problem('evaluation.experimentRuns'))
    const data = { workspaceId: row.workspaceId, experimentId: row.id }
    await ctx.system.jobs.send(experimentJob, data, {
      key: row.id,
      group: row.workspaceId,
      priority: 'batch' as const,
      tx,
    })
  })
}

const isOfExperiment = (row: ExperimentRow) =>
  and(eq(experiments.id, row.id), eq(experiments.workspaceId, row.workspaceId))
const resultsOf = (row: ExperimentRow) =>
  and(eq(experimentResults.experimentId, row.id), eq(experimentResults.workspaceId, row.workspaceId))
