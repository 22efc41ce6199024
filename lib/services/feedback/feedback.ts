import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/feedback'
import type { FeedbackView } from '@/lib/contracts/feedback'
import { apiKeys } from '@/lib/db/schema/apps'
import { users } from '@/lib/db/schema/auth'
import { runFeedback } from '@/lib/db/schema/datasets'
import { runs } from '@/lib/db/schema/runs'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type ServiceContext, type Verb } from '../context'
import { requireOpenRun } from '../knowledge/closed-runs'
import { storeFeedback } from './store-feedback'

export const listFeedback: Verb<typeof contract.listFeedback> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const run = await getRun(ctx, params.runId)
  // A correction may quote the answer.
  await requireOpenRun(ctx, run.id)
  return { feedback: await selectFeedback(ctx, run.id) }
}

export const giveFeedback: Verb<typeof contract.giveFeedback> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const author = `user:${requireUser(ctx).userId}`
  const { id: runId, appId } = await getRun(ctx, params.runId)
  await requireOpenRun(ctx, runId)
  await ctx.db.transaction(async (tx) => {
    await storeFeedback(tx, { workspaceId: ctx.workspace.id, appId, runId, author, body })
    await emitAudit(tx, ctx, { action: 'feedback.give', subject: `run:${runId}`, after: { rating: body.rating } })
  })
  return { feedback: await selectFeedback(ctx, runId) }
}

export const withdrawFeedback: Verb<typeof contract.withdrawFeedback> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const author = `user:${requireUser(ctx).userId}`
  const { id: runId } = await getRun(ctx, params.runId)
  await ctx.db.transaction(async (tx) => {
    await tx
      .delete(runFeedback)
      .where(
        and(
          eq(runFeedback.runId, runId),
          eq(runFeedback.workspaceId, ctx.workspace.id),
          eq(runFeedback.author, author),
        ),
      )
    await emitAudit(tx, ctx, { action: 'feedback.withdraw', subject: `run:${runId}` })
  })
  return { ok: true }
}

/** @throws NOT_FOUND, also for a run of another workspace */
async function getRun(ctx: ServiceContext, runId: string) {
  const [row] = await ctx.db
    .select({ id: runs.id, appId: runs.appId })
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.run')
  return row
}

async function selectFeedback(ctx: ServiceContext, runId: string): Promise<FeedbackView[]> {
  const found = await ctx.db
    .select({ row: runFeedback, member: users.name, key: apiKeys.name })
    .from(runFeedback)
    .leftJoin(users, eq(sql`'user:' || ${users.id}`, runFeedback.author))
    .leftJoin(
      apiKeys,
      and(eq(sql`'key:' || ${apiKeys.id}`, runFeedback.author), eq(apiKeys.workspaceId, runFeedback.workspaceId)),
    )
    .where(and(eq(runFeedback.runId, runId), eq(runFeedback.workspaceId, ctx.workspace.id)))
    .orderBy(desc(runFeedback.updatedAt))
    .limit(100)
  const caller = ctx.actor.kind === 'user' ? `user:${ctx.actor.userId}` : ''
  return found.map(({ row, member, key }) => ({
    id: row.id,
    rating: row.rating,
    reason: row.reason,
    correction: row.correction,
    from: row.author.startsWith('user:') ? 'member' : row.author.startsWith('key:') ? 'key' : 'visitor',
    name: member ?? key,
    isMine: row.author === caller,
    updatedAt: row.updatedAt.toISOString(),
  }))
}
