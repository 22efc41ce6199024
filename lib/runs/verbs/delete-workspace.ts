import 'server-only'
import { and, eq, inArray, ne } from 'drizzle-orm'
import { accessWatch } from '@/lib/auth/access-watch'
import type { deleteWorkspace as deleteContract } from '@/lib/contracts/workspaces'
import { AppError } from '@/lib/core/app-error'
import { members, workspaces } from '@/lib/db/schema/auth'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { idempotencyKeys, runChunks, runEvents, runs, runValues } from '@/lib/db/schema/runs'
import { deleteWorkspaceFiles } from '@/lib/files/store'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import { requireRole, requireUser, type ServiceContext, type Verb } from '@/lib/services/context'
import { activeRuns } from '../active-runs'
import { runBus } from '../run-services'

/** Rows first, files last: what a crash leaves behind then is out of reach, not half a workspace. */
export const deleteWorkspace: Verb<typeof deleteContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { id, name } = ctx.workspace
  if (body.name !== name) throw new AppError('INVALID_INPUT', 'This is not the name of the workspace.')
  await requireAnotherOwnWorkspace(ctx)
  await stopRuns(ctx)
  await ctx.db.transaction(async (tx) => {
    await emitAudit(tx, ctx, { action: 'workspace.delete', subject: `workspace:${id}`, before: { name } })
    const ofWorkspace = tx.select({ id: runs.id }).from(runs).where(eq(runs.workspaceId, id))
    await tx.delete(runEvents).where(inArray(runEvents.runId, ofWorkspace))
    await tx.delete(runChunks).where(inArray(runChunks.runId, ofWorkspace))
    await tx.delete(runValues).where(inArray(runValues.runId, ofWorkspace))
    await tx.delete(runs).where(eq(runs.workspaceId, id))
    await tx.delete(modelCalls).where(eq(modelCalls.workspaceId, id))
    await tx.delete(idempotencyKeys).where(eq(idempotencyKeys.workspaceId, id))
    await tx.delete(workspaces).where(eq(workspaces.id, id))
  })
  accessWatch(ctx.db).checkSoon()
  await deleteWorkspaceFiles(id)
  return { ok: true }
}

/** So that an instance always has an owner, who can make workspaces. @throws CONFLICT */
async function requireAnotherOwnWorkspace(ctx: ServiceContext): Promise<void> {
  const { userId } = requireUser(ctx)
  const others = await ctx.db
    .select({ id: members.workspaceId })
    .from(members)
    .where(and(eq(members.userId, userId), eq(members.role, 'owner'), ne(members.workspaceId, ctx.workspace.id)))
    .limit(1)
  if (others.length === 0)
    throw new AppError('CONFLICT', 'This is the only workspace that you own. Create another first.')
}

/** Here and in other processes; a driver that misses it finds its run gone. */
async function stopRuns({ db, system, workspace }: ServiceContext): Promise<void> {
  const running = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspace.id), eq(runs.status, 'running')))
  for (const { id } of running) {
    const active = activeRuns().get(id)
    if (active) active.stop.end(new AppError('CANCELLED', 'The workspace was deleted.'))
    else runBus(system).cancel(id)
  }
}
