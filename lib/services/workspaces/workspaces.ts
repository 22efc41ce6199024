import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import type {
  createWorkspace as createContract,
  listWorkspaces as listContract,
  renameWorkspace as renameContract,
  switchWorkspace as switchContract,
} from '@/lib/contracts/workspaces'
import { members, workspaces } from '@/lib/db/schema/auth'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type Verb } from '../context'
import { chooseWorkspace } from './choose-workspace'
import { insertWorkspace } from './insert-workspace'

export const listWorkspaces: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  const found = await ctx.db
    .select({
      id: workspaces.id,
      name: workspaces.name,
      role: members.role,
      memberCount: sql<number>`(select count(*) from members m where m.workspace_id = ${workspaces.id})`.mapWith(
        Number,
      ),
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt))
  return { workspaces: found }
}

/** Only owners of a workspace may create another: guests of this instance cannot. */
export const createWorkspace: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { userId, name, email } = requireUser(ctx)
  const owner = { id: userId, name, email }
  const created = await ctx.db.transaction((tx) => insertWorkspace(tx, ctx, { name: body.name, owner }))
  await chooseWorkspace(ctx, created.id)
  return created
}

export const switchWorkspace: Verb<typeof switchContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  const [found] = await ctx.db
    .select({ id: workspaces.id, name: workspaces.name })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, userId), eq(members.workspaceId, body.id)))
  if (!found) throw notFound('missing.workspace')
  await chooseWorkspace(ctx, found.id)
  return found
}

export const renameWorkspace: Verb<typeof renameContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { id, name } = ctx.workspace
  await ctx.db.transaction(async (tx) => {
    await tx.update(workspaces).set({ name: body.name }).where(eq(workspaces.id, id))
    const change = { before: { name }, after: { name: body.name } }
    await emitAudit(tx, ctx, { action: 'workspace.rename', subject: `workspace:${id}`, ...change })
  })
  return { id, name: body.name }
}
