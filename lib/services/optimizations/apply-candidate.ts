import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { applyCandidate as applyContract } from '@/lib/contracts/optimizations'
import { AppError } from '@/lib/core/app-error'
import { apps } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { checkGraph } from '../apps/check-graph'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'
import { getEvaluationRow } from '../evaluations/evaluation-rows'
import { getOptimizationRow, readCandidates } from './optimization-rows'
import { withOwnRetrieval } from './own-retrieval'
import { withSettings } from './setting-paths'

export const applyCandidate: Verb<typeof applyContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const row = await getOptimizationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const candidate = (await readCandidates(ctx.db, row))[body.candidate]
  if (!candidate) throw notFound('missing.candidate')
  const { appId } = await getEvaluationRow(ctx.db, row)
  const app = await getAppRow(ctx.db, ctx.workspace.id, appId)
  const changes = row.parameters.flatMap(({ nodeId, nodeLabel, path, values }, index) => {
    const chosen = candidate.choice[index] ?? 0
    const value = values[chosen]
    return chosen === 0 || value === undefined ? [] : [{ nodeId, nodeLabel, path, value }]
  })
  const lost = changes.find(({ nodeId }) => !app.draft.nodes.some(({ id }) => id === nodeId))
  if (lost) throw new AppError('CONFLICT', problem('evaluation.stepIsGone', { step: lost.nodeLabel }))
  const retrieval = changes.map(({ nodeId }) => nodeId)
  const own = await withOwnRetrieval(ctx.db, ctx.workspace.id, app.draft, retrieval)
  const draft = checkGraph(withSettings(own, changes))
  return ctx.db.transaction(async (tx) => {
    const [saved] = await tx
      .update(apps)
      .set({ draft, revision: sql`${apps.revision} + 1`, updatedAt: ctx.now() })
      .where(
        and(
          eq(apps.id, app.id),
          eq(apps.workspaceId, ctx.workspace.id),
          eq(apps.revision, app.revision),
          isNull(apps.deletedAt),
        ),
      )
      .returning({ revision: apps.revision })
    if (!saved) throw new AppError('CONFLICT', problem('apps.changedInOtherTab'))
    const after = { name: app.name, candidate: body.candidate }
    await emitAudit(tx, ctx, { action: 'optimization.apply', subject: `app:${app.id}`, after })
    return { revision: saved.revision }
  })
}
