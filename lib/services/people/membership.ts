import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Role } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { members, users, workspaces } from '@/lib/db/schema/auth'
import { invitations } from '@/lib/db/schema/people'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, type ServiceContext } from '../context'

export interface Membership {
  userId: string
  name: string
  role: Role
}

/** Serializes membership changes of a workspace: of two last owners who leave at once, one must stay. */
export async function lockMembers(tx: Transaction, workspaceId: string): Promise<void> {
  const locked = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for('update')
  if (locked.length === 0) throw notFound('missing.workspace')
}

/** @throws NOT_FOUND, also for a person in another workspace only */
export async function getMembership(
  db: Database | Transaction,
  workspaceId: string,
  userId: string,
): Promise<Membership> {
  const [found] = await db
    .select({ userId: members.userId, name: users.name, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
  if (!found) throw notFound('missing.member')
  return found
}

/** @throws CONFLICT */
export async function requireAnotherOwner(tx: Transaction, workspaceId: string, member: Membership): Promise<void> {
  if (member.role !== 'owner') return
  const owners = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.role, 'owner')))
  if (owners.length > 1) return
  throw new AppError('CONFLICT', problem('people.ownerRequired'))
}

/** Withdraws the open invitations of a person who may no longer invite. */
export async function withdrawInvitationsOf(
  tx: Transaction,
  ctx: Pick<ServiceContext, 'workspace' | 'now'>,
  userId: string,
): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: ctx.now() })
    .where(
      and(
        eq(invitations.workspaceId, ctx.workspace.id),
        eq(invitations.createdBy, userId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
}
