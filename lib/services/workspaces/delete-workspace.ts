import 'server-only'
import { and, eq, inArray, ne } from 'drizzle-orm'
import { accessWatch } from '@/lib/auth/access-watch'
import type { deleteWorkspace as deleteContract } from '@/lib/contracts/workspaces'
import { AppError } from '@/lib/core/app-error'
import { members, workspaces } from '@/lib/db/schema/auth'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { idempotencyKeys, runChunks, runEvents, runs, runValues } from '@/lib/db/schema/runs'
import { deleteWorkspaceFiles } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import { requireRole, requireUser, type ServiceContext, type Verb } from '@/lib/services/context'

/**
 * Deletes the workspace before its runs, since deleting them may take minutes, during which more could be started.
 * Leftovers of a crash are inaccessible, and runs are swept (`sweep-orphans.ts`).
 */
export const deleteWorkspace: Verb<typeof deleteContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { id, name } = ctx.workspace
  if (body.name !== name) throw new AppError('INVALID_INPUT', problem('workspaces.nameWrong'))
  await requireAnotherOwnWorkspace(ctx)
  await ctx.db.transaction(async (tx) => {
    await emitAudit(tx, ctx, { action: 'workspace.delete', subject: `workspace:${id}`, before: { name } })
    await tx.delete(workspaces).where(eq(workspaces.id, id))
    // Deleted last: no call can be stored from here on, because its sums need the workspace, and earlier calls are
    // visible.
    await tx.delete(modelCalls).where(eq(modelCalls.workspaceId, id))
  })
  accessWatch(ctx.db).checkSoon()
  await ctx.system.runs.stopAll(id)
  await deleteWorkspaceFiles(id)
  await deleteRunsOf(ctx)
  return { ok: true }
}

/** Ensures that an instance always has an owner, who can create workspaces. @throws CONFLICT */
async function requireAnotherOwnWorkspace(ctx: ServiceContext): Promise<void> {
  const { userId } = requireUser(ctx)
  const others = await ctx.db
    .select({ id: members.workspaceId })
    .from(members)
    .where(and(eq(members.userId, userId), eq(members.role, 'owner'), ne(members.workspaceId, ctx.workspace.id)))
    .limit(1)
  if (others.length === 0) throw new AppError('CONFLICT', problem('workspaces.onlyOne'))
}

/** Deletes the runs of the workspace. Those stored meanwhile are swept. */
async function deleteRunsOf({ db, workspace: { id } }: ServiceContext): Promise<void> {
  const runIds = db.select({ id: runs.id }).from(runs).where(eq(runs.workspaceId, id))
  for (const table of [runEvents, runChunks, runValues]) await db.delete(table).where(inArray(table.runId, runIds))
  await db.delete(runs).where(eq(runs.workspaceId, id))
  await db.delete(idempotencyKeys).where(eq(idempotencyKeys.workspaceId, id))
}
