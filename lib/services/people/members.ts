import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { accessWatch } from '@/lib/auth/access-watch'
import type {
  leaveWorkspace as leaveContract,
  listMembers as listContract,
  makeOwner as makeOwnerContract,
  removeMember as removeContract,
  setMemberRole as setRoleContract,
} from '@/lib/contracts/members'
import type { Role } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { isEmailConfirmed } from '@/lib/db/is-email-confirmed'
import { members, users } from '@/lib/db/schema/auth'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, requireUser, type ServiceContext, type Verb } from '../context'
import { revokeGrantsOfMember } from '../oauth/revoke-grants'
import { countPasswordAttempt } from '../session/password-attempts'
import { getMembership, lockMembers, type Membership, requireAnotherOwner, withdrawInvitationsOf } from './membership'

export const listMembers: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select({
      userId: members.userId,
      name: users.name,
      email: users.email,
      isEmailConfirmed,
      role: members.role,
      joinedAt: members.createdAt,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, ctx.workspace.id))
    .orderBy(asc(members.createdAt))
  return { members: found.map((member) => ({ ...member, joinedAt: member.joinedAt.toISOString() })) }
}

export const setMemberRole: Verb<typeof setRoleContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'owner')
  await changeMembers(ctx, async (tx) => {
    const member = await getMembership(tx, ctx.workspace.id, params.userId)
    if (member.role === body.role) return
    await requireAnotherOwner(tx, ctx.workspace.id, member)
    if (member.role === 'owner') await withdrawInvitationsOf(tx, ctx, member.userId)
    await writeRole(tx, ctx, member, body.role)
  })
  return { ok: true }
}

export const makeOwner: Verb<typeof makeOwnerContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'owner')
  const { userId } = requireUser(ctx)
  await getMembership(ctx.db, ctx.workspace.id, params.userId)
  await countPasswordAttempt(ctx.system, userId)
  const response = await ctx.system.auth.api.verifyPassword({
    body: { password: body.password },
    headers: ctx.headers,
    asResponse: true,
  })
  if (!response.ok) throw new AppError('INVALID_INPUT', problem('people.passwordWrong'))
  await changeMembers(ctx, async (tx) => {
    const member = await getMembership(tx, ctx.workspace.id, params.userId)
    const self = await getMembership(tx, ctx.workspace.id, userId)
    if (member.userId === self.userId) throw new AppError('CONFLICT', problem('people.alreadyOwner'))
    await writeRole(tx, ctx, member, 'owner')
    if (body.stay) return
    await withdrawInvitationsOf(tx, ctx, self.userId)
    await writeRole(tx, ctx, self, 'editor')
  })
  return { ok: true }
}

export const removeMember: Verb<typeof removeContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  await changeMembers(ctx, (tx) => removeMembership(tx, ctx, params.userId, 'member.remove'))
  return { ok: true }
}

export const leaveWorkspace: Verb<typeof leaveContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  await changeMembers(ctx, (tx) => removeMembership(tx, ctx, userId, 'member.leave'))
  return { ok: true }
}

/**
 * Roles are read with every request; open streams of this process are checked at once, those of others within a second.
 */
export async function changeMembers(ctx: ServiceContext, change: (tx: Transaction) => Promise<void>): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockMembers(tx, ctx.workspace.id)
    await requireSameRole(tx, ctx)
    await change(tx)
  })
  accessWatch(ctx.db).checkSoon()
}

/** The role checked by the router may have been revoked while this change waited for the lock. */
async function requireSameRole(tx: Transaction, ctx: ServiceContext): Promise<void> {
  const { userId, role } = requireUser(ctx)
  const current = await getMembership(tx, ctx.workspace.id, userId)
  if (current.role !== role) throw new AppError('FORBIDDEN', problem('people.roleChanged'))
}

export async function removeMembership(
  tx: Transaction,
  ctx: ServiceContext,
  userId: string,
  action: 'member.remove' | 'member.leave',
): Promise<void> {
  const member = await getMembership(tx, ctx.workspace.id, userId)
  await requireAnotherOwner(tx, ctx.workspace.id, member)
  await withdrawInvitationsOf(tx, ctx, userId)
  await revokeGrantsOfMember(tx, { workspaceId: ctx.workspace.id, userId })
  await tx.delete(members).where(and(eq(members.workspaceId, ctx.workspace.id), eq(members.userId, userId)))
  await emitAudit(tx, ctx, { action, subject: `user:${userId}`, before: { name: member.name, role: member.role } })
}

async function writeRole(tx: Transaction, ctx: ServiceContext, member: Membership, role: Role): Promise<void> {
  await tx
    .update(members)
    .set({ role })
    .where(and(eq(members.workspaceId, ctx.workspace.id), eq(members.userId, member.userId)))
  await emitAudit(tx, ctx, {
    action: 'member.role',
    subject: `user:${member.userId}`,
    before: { name: member.name, role: member.role },
    after: { role },
  })
}
