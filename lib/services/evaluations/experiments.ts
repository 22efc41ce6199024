import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/experiments'
import { VariantSummary } from '@/lib/contracts/experiments'
import type { Database } from '@/lib/db/database'
import { experiments } from '@/lib/db/schema/evaluation/evaluations'
import { requireRole, type Verb } from '../context'
import { getEvaluationRow } from './evaluation-rows'
import { type ExperimentRow, getExperimentRow, viewExperiment } from './experiment-view'
import { insertExperiment } from './insert-experiment'
import { readAnswers } from './read-answers'
import { summarizeExperiment } from './summarize-experiment'

const MAX_LISTED = 100

export const listExperiments: Verb<typeof contract.listExperiments> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const rows = await ctx.db
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.evaluationId, evaluation.id),
        eq(experiments.workspaceId, ctx.workspace.id),
        isNull(experiments.part),
      ),
    )
    .orderBy(desc(experiments.number))
    .limit(MAX_LISTED)
  return { experiments: await Promise.all(rows.map((row) => viewExperiment(ctx.db, row))) }
}

export const startExperiment: Verb<typeof contract.startExperiment> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  return viewExperiment(ctx.db, await insertExperiment(ctx, params.evaluationId, body))
}

export const getExperiment: Verb<typeof contract.getExperiment> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  return { experiment: await viewExperiment(ctx.db, row), summaries: await summariesOf(ctx.db, row) }
}

/** The stored summaries, or preliminary ones while it runs. */
export async function summariesOf(db: Database, row: ExperimentRow): Promise<VariantSummary[]> {
  const { scorers, margin } = row
  return row.summaries
    ? row.summaries.map((summary) => VariantSummary.parse(summary))
    : summarizeExperiment(await readAnswers(db, row), { scorers, margin, variants: row.variants.length })
}

export const deleteExperiment: Verb<typeof contract.deleteExperiment> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  await ctx.db.delete(experiments).where(and(eq(experiments.id, row.id), eq(experiments.workspaceId, ctx.workspace.id)))
  return { ok: true }
}
