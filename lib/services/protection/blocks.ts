import 'server-only'
import { and, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type {
  BlockKind,
  createBlock as createContract,
  liftBlock as liftContract,
  listBlocks as listContract,
} from '@/lib/contracts/protection'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { newId } from '@/lib/core/new-id'
import { apiKeys } from '@/lib/db/schema/apps'
import { blocks } from '@/lib/db/schema/protection'
import { lockName } from '@/lib/db/statements/lock-name'
import { problem } from '@/lib/messages/problems/problem'
import { limitAddress } from '@/lib/platform/limit-address'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { invalidateProtection, protectionCache } from './protection-cache'

/** Maximum number, because every process keeps all blocks in memory. */
const MAX_BLOCKS = 1_000
const HOUR_MS = 3_600_000

export const listBlocks: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  const rows = await ctx.db
    .select()
    .from(blocks)
    .where(and(eq(blocks.workspaceId, ctx.workspace.id), isActive()))
    .orderBy(desc(blocks.createdAt))
    .limit(MAX_BLOCKS)
  const keyIds = rows.filter(({ kind }) => kind === 'key').map(({ subject }) => subject)
  const keys = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, ctx.workspace.id), inArray(apiKeys.id, keyIds)))
  return {
    blocks: rows.map(({ id, kind, subject, reason, createdByName, createdAt, expiresAt }) => ({
      id,
      kind,
      subject,
      reason,
      createdBy: createdByName,
      name: kind === 'key' ? (keys.find((key) => key.id === subject)?.name ?? null) : null,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
  }
}

export const createBlock: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const subject = await subjectOf(ctx, body.kind, body.subject)
  const id = newId()
  const { kind, reason, hours } = body
  await ctx.db.transaction(async (tx) => {
    const isHere = eq(blocks.workspaceId, ctx.workspace.id)
    await lockName(tx, `blocks:${ctx.workspace.id}`)
    const [count] = await tx.select({ count: sql<number>`count(*)::int` }).from(blocks).where(and(isHere, isActive()))
    if ((count?.count ?? 0) >= MAX_BLOCKS)
      throw new AppError('CONFLICT', problem('protection.tooManyBlocks', { max: MAX_BLOCKS }))
    // A new block replaces the existing one: people see its end and reason.
    await tx.delete(blocks).where(and(isHere, eq(blocks.kind, kind), eq(blocks.subject, subject)))
    await tx.insert(blocks).values({
      id,
      workspaceId: ctx.workspace.id,
      kind,
      subject,
      reason,
      createdByName: ctx.actor.kind === 'user' ? ctx.actor.name : 'Patchbay',
      expiresAt: hours === null ? null : new Date(ctx.now().getTime() + hours * HOUR_MS),
    })
    await invalidateProtection(tx)
    await emitAudit(tx, ctx, {
      action: 'block.create',
      subject: `block:${id}`,
      after: { kind, subject, reason, hours },
    })
  })
  protectionCache(ctx.db).invalidate()
  return { id }
}

export const liftBlock: Verb<typeof liftContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(blocks)
      .where(and(eq(blocks.id, params.blockId), eq(blocks.workspaceId, ctx.workspace.id)))
      .returning()
    if (!deleted) throw notFound('missing.block')
    await invalidateProtection(tx)
    const { kind, subject, reason } = deleted
    await emitAudit(tx, ctx, {
      action: 'block.lift',
      subject: `block:${deleted.id}`,
      before: { kind, subject, reason },
    })
  })
  protectionCache(ctx.db).invalidate()
  return { ok: true }
}

/** The subject in the form that limits count. @throws INVALID_INPUT */
async function subjectOf({ db, workspace }: ServiceContext, kind: BlockKind, subject: string): Promise<string> {
  if (kind === 'end-user') return subject
  if (kind === 'address') {
    const limitedAddress = limitAddress(subject)
    if (limitedAddress === null) throw new AppError('INVALID_INPUT', problem('protection.addressInvalid'))
    return limitedAddress
  }
  const found = Id.safeParse(subject).success
    ? await db
        .select({ id: apiKeys.id })
        .from(apiKeys)
        .where(and(eq(apiKeys.id, subject), eq(apiKeys.workspaceId, workspace.id)))
    : []
  if (found.length === 0) throw new AppError('INVALID_INPUT', problem('protection.chooseKey'))
  return subject
}

const isActive = () => or(isNull(blocks.expiresAt), gt(blocks.expiresAt, sql`now()`))
