import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { tryVersion as tryContract } from '@/lib/contracts/training'
import { AppError } from '@/lib/core/app-error'
import { modelVersions } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, requireRole, type Verb } from '../context'
import { predictWith } from './predict-with'
import { getModelRow } from './training-views'

export const tryVersion: Verb<typeof tryContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'runner')
  const model = await getModelRow(ctx, params.trainedModelId)
  if (model.kind !== 'classifier') throw new AppError('INVALID_INPUT', problem('training.tryInApp'))
  const [version] = await ctx.db
    .select({ id: modelVersions.id, workspaceId: modelVersions.workspaceId })
    .from(modelVersions)
    .where(
      and(
        eq(modelVersions.id, params.modelVersionId),
        eq(modelVersions.modelId, model.id),
        eq(modelVersions.workspaceId, ctx.workspace.id),
      ),
    )
  if (!version) throw notFound('missing.version')
  const startedMs = performance.now()
  const prediction = await predictWith(ctx.db, version, body.text, signal)
  return { prediction, durationMs: performance.now() - startedMs }
}
