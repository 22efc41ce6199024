import 'server-only'
import { and, desc, eq, ilike, lt, or } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/memories'
import type { MemoryView } from '@/lib/contracts/memories'
import { memories, memoryConsents } from '@/lib/db/schema/memories'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'
import { isCurrent, lockOwner } from './memory-owner'

export const listMemories: Verb<typeof contract.listMemories> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { cursor, limit, endUser, search } = query
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(memories)
    .where(
      and(
        eq(memories.workspaceId, ctx.workspace.id),
        eq(memories.appId, app.id),
        isCurrent(),
        endUser ? eq(memories.endUser, endUser) : undefined,
        cursor ? lt(memories.id, cursor) : undefined,
        search ? or(ilike(memories.text, pattern), ilike(memories.endUser, pattern)) : undefined,
      ),
    )
    .orderBy(desc(memories.id))
    .limit(limit + 1)
  const found = rows.slice(0, limit).map(toView)
  return { memories: found, nextCursor: rows.length > limit ? (found.at(-1)?.id ?? null) : null }
}

export const deleteMemory: Verb<typeof contract.deleteMemory> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(memories)
      .where(
        and(eq(memories.id, params.memoryId), eq(memories.appId, app.id), eq(memories.workspaceId, ctx.workspace.id)),
      )
      .returning({ id: memories.id })
    if (!deleted) throw notFound('missing.memory')
    // The audit trail does not keep the fact.
    await emitAudit(tx, ctx, { action: 'memory.delete', subject: `memory:${params.memoryId}` })
  })
  return { ok: true }
}

export const forgetEndUser: Verb<typeof contract.forgetEndUser> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  return ctx.db.transaction(async (tx) => {
    const isTheirs = (table: typeof memories | typeof memoryConsents) =>
      and(eq(table.workspaceId, ctx.workspace.id), eq(table.appId, app.id), eq(table.endUser, body.endUser))
    await lockOwner(tx, { workspaceId: ctx.workspace.id, endUser: body.endUser })
    await tx.delete(memoryConsents).where(isTheirs(memoryConsents))
    const deleted = await tx.delete(memories).where(isTheirs(memories)).returning({ id: memories.id })
    await emitAudit(tx, ctx, { action: 'memory.forget', subject: `app:${app.id}` })
    return { deleted: deleted.length }
  })
}

function toView(row: typeof memories.$inferSelect): MemoryView {
  const { id, endUser, text, environment, isShared, runId, updatedAt, expiresAt } = row
  return {
    id,
    endUser,
    text,
    environment,
    isShared,
    runId,
    updatedAt: updatedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
