import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/attacks'
import { ATTACK_SIZES, BENIGN_COUNT } from '@/lib/contracts/attacks'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { versions } from '@/lib/db/schema/apps'
import { attackCampaigns, attackResults } from '@/lib/db/schema/evaluation/attacks'
import { problem } from '@/lib/messages/problems/problem'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { assertAllowedModels } from '../governance/assert-allowed-models'
import { compilePlan } from '../runs/compile-plan'
import { attackJob } from './attack-job'
import { attackPointsOf } from './attack-points'
import { type CampaignRow, getCampaign, viewCampaign } from './campaign-rows'

const LISTED = 20
const SEEDS = 1_000_000

export const listAttacks: Verb<typeof contract.listAttacks> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const rows = await ctx.db
    .select()
    .from(attackCampaigns)
    .where(and(eq(attackCampaigns.appId, app.id), eq(attackCampaigns.workspaceId, ctx.workspace.id)))
    .orderBy(desc(attackCampaigns.id))
    .limit(LISTED)
  return { campaigns: await Promise.all(rows.map((row) => viewCampaign(ctx.db, row))) }
}

export const startAttacks: Verb<typeof contract.startAttacks> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { graph, versionNumber } = await graphOf(ctx, app, body.versionId)
  // Rejects a graph that cannot run.
  compilePlan(graph)
  await assertAllowedModels(ctx.db, app.workspaceId, graph)
  const points = attackPointsOf(graph)
  if (points.length === 0) throw new AppError('INVALID_INPUT', problem('evaluation.noAttackPoints'))
  const { size, budgetMicros } = body
  const id = newId()
  const row = await ctx.db.transaction(async (tx) => {
    const [added] = await tx
      .insert(attackCampaigns)
      .values({
        id,
        workspaceId: app.workspaceId,
        appId: app.id,
        versionNumber,
        graph,
        points,
        size,
        budgetMicros,
        status: 'queued' as const,
        seed: Number.parseInt(id.slice(-6), 16) % SEEDS,
        total: ATTACK_SIZES[size] * points.length + BENIGN_COUNT,
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      })
      .returning()
    const data = { workspaceId: app.workspaceId, campaignId: id }
    await ctx.system.jobs.send(attackJob, data, { key: id, group: app.workspaceId, priority: 'batch', tx })
    await emitAudit(tx, ctx, { action: 'attacks.start', subject: `app:${app.id}`, after: { name: app.name, size } })
    return added
  })
  if (!row) throw notFound('missing.attacks')
  return viewCampaign(ctx.db, row)
}

async function graphOf(ctx: ServiceContext, app: AppRow, versionId: string | undefined) {
  if (versionId === undefined) return { graph: app.draft, versionNumber: null }
  const [version] = await ctx.db
    .select({ graph: versions.graph, number: versions.number })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
  if (!version) throw notFound('missing.version')
  return { graph: version.graph, versionNumber: version.number }
}

export const stopAttacks: Verb<typeof contract.stopAttacks> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getCampaign(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const stopped = await ctx.db
    .update(attackCampaigns)
    .set({ status: 'stopped', endedAt: ctx.now() })
    .where(and(isOfCampaign(row), inArray(attackCampaigns.status, ['queued', 'running'])))
    .returning({ id: attackCampaigns.id })
  if (stopped.length === 0) throw new AppError('CONFLICT', problem('evaluation.attacksEnded'))
  await cancelRuns(ctx, row)
  return { ok: true }
}

export const deleteAttacks: Verb<typeof contract.deleteAttacks> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getCampaign(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  await cancelRuns(ctx, row)
  await ctx.db.transaction(async (tx) => {
    await tx.delete(attackCampaigns).where(isOfCampaign(row))
    await emitAudit(tx, ctx, { action: 'attacks.delete', subject: `app:${row.appId}`, before: { size: row.size } })
  })
  return { ok: true }
}

async function cancelRuns(ctx: ServiceContext, { id, workspaceId }: CampaignRow): Promise<void> {
  const running = await ctx.db
    .select({ runId: attackResults.runId })
    .from(attackResults)
    .where(
      and(
        eq(attackResults.campaignId, id),
        eq(attackResults.workspaceId, workspaceId),
        eq(attackResults.status, 'running'),
      ),
    )
  for (const { runId } of running) await ctx.system.runs.cancel({ runId, workspaceId })
}

const isOfCampaign = ({ id, workspaceId }: CampaignRow) =>
  and(eq(attackCampaigns.id, id), eq(attackCampaigns.workspaceId, workspaceId))
