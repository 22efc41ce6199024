import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import type { confirmAddress as confirmContract, freeAddress as freeContract } from '@/lib/contracts/members'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmailConfirmed } from '@/lib/db/is-email-confirmed'
import { members, sessions, users } from '@/lib/db/schema/auth'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'
import { changeMembers, removeMembership } from './members'

export const confirmAddress: Verb<typeof confirmContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  await changeMembers(ctx, async (tx) => {
    const member = await readAddress(tx, ctx.workspace.id, params.userId)
    if (member.isEmailConfirmed) return
    await tx
      .update(members)
      .set({ emailConfirmedAt: ctx.now() })
      .where(and(eq(members.workspaceId, ctx.workspace.id), eq(members.userId, params.userId)))
    await emitAudit(tx, ctx, {
      action: 'member.confirm-address',
      subject: `user:${params.userId}`,
      after: { name: member.name, email: member.email },
    })
  })
  return { ok: true }
}

export const freeAddress: Verb<typeof freeContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  const { userId } = params
  await changeMembers(ctx, async (tx) => {
    const member = await readAddress(tx, ctx.workspace.id, userId)
    if (member.isEmailConfirmed) throw new AppError('CONFLICT', problem('people.addressConfirmed'))
    const otherMembership = await tx
      .select({ workspaceId: members.workspaceId })
      .from(members)
      .where(and(eq(members.userId, userId), ne(members.workspaceId, ctx.workspace.id)))
    if (otherMembership.length > 0) throw new AppError('CONFLICT', problem('people.addressInOtherWorkspaces'))
    await removeMembership(tx, ctx, userId, 'member.remove')
    await reclaimAddress(tx, userId)
    await emitAudit(tx, ctx, {
      action: 'member.free-address',
      subject: `user:${userId}`,
      before: { name: member.name, email: member.email },
    })
  })
  return { ok: true }
}

/** Frees the address of an account without a workspace, so that the invited person can use it. */
export async function freeAbandonedAddress(db: Database, email: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [account] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email)).for('update')
    if (!account) return
    const memberships = await tx
      .select({ workspaceId: members.workspaceId })
      .from(members)
      .where(eq(members.userId, account.id))
    if (memberships.length === 0) await reclaimAddress(tx, account.id)
  })
}

/** Keeps the account, because runs and the activity list refer to it, but ends its sessions and its sign-in. */
async function reclaimAddress(tx: Transaction, userId: string): Promise<void> {
  await tx
    .update(users)
    .set({ email: `freed-${userId}@patchbay.invalid` })
    .where(eq(users.id, userId))
  await tx.delete(sessions).where(eq(sessions.userId, userId))
}

/** @throws NOT_FOUND */
async function readAddress(tx: Transaction, workspaceId: string, userId: string) {
  const [found] = await tx
    .select({ name: users.name, email: users.email, isEmailConfirmed })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
  if (!found) throw notFound('missing.member')
  return found
}
