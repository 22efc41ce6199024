import 'server-only'
import { eq } from 'drizzle-orm'
import type {
  getRetention as getRetentionContract,
  setRetention as setRetentionContract,
} from '@/lib/contracts/workspaces'
import { workspaces } from '@/lib/db/schema/auth'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'

export const getRetention: Verb<typeof getRetentionContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { days: await daysOf(ctx) }
}

export const setRetention: Verb<typeof setRetentionContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const before = await daysOf(ctx)
  await ctx.db.transaction(async (tx) => {
    await tx.update(workspaces).set({ retentionDays: body.days }).where(eq(workspaces.id, ctx.workspace.id))
    await emitAudit(tx, ctx, {
      action: 'workspace.retention',
      subject: ctx.workspace.id,
      before: { days: before },
      after: { days: body.days },
    })
  })
  return body
}

async function daysOf(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<number | null> {
  const [row] = await ctx.db
    .select({ days: workspaces.retentionDays })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspace.id))
  if (!row) throw notFound('missing.workspace')
  return row.days
}
