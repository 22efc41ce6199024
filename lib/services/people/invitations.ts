import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type {
  createInvitation as createContract,
  InvitationView,
  listInvitations as listContract,
  revokeInvitation as revokeContract,
} from '@/lib/contracts/invitations'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { members, users } from '@/lib/db/schema/auth'
import { invitations } from '@/lib/db/schema/people'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type ServiceContext, type Verb } from '../context'

const VALID_MS = 7 * 24 * 60 * 60 * 1_000

export const listInvitations: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'owner')
  const found = await ctx.db
    .select({
      id: invitations.id,
      role: invitations.role,
      email: invitations.email,
      createdBy: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.createdBy))
    .where(and(eq(invitations.workspaceId, ctx.workspace.id), isOpen(ctx.now())))
    .orderBy(desc(invitations.id))
  return { invitations: found.map(toView) }
}

export const createInvitation: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { userId, name } = requireUser(ctx)
  if (body.email !== undefined) await requireNoStranger(ctx, body.email)
  const token = randomBytes(32).toString('base64url')
  const createdAt = ctx.now()
  const row = {
    id: newId(),
    role: body.role,
    email: body.email ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + VALID_MS),
  }
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(invitations)
      .values({ ...row, workspaceId: ctx.workspace.id, tokenHash: hashInvitation(token), createdBy: userId })
    const after = { role: row.role, email: row.email }
    await emitAudit(tx, ctx, { action: 'invitation.create', subject: `invitation:${row.id}`, after })
  })
  return {
    invitation: toView({ ...row, createdBy: name }),
    url: `${ctx.system.appUrl}/join?invite=${token}`,
  }
}

export const revokeInvitation: Verb<typeof revokeContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  await ctx.db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(invitations)
      .set({ revokedAt: ctx.now() })
      .where(
        and(
          eq(invitations.id, params.invitationId),
          eq(invitations.workspaceId, ctx.workspace.id),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      )
      .returning({ id: invitations.id })
    if (!revoked) throw notFound('missing.invitation')
    await emitAudit(tx, ctx, { action: 'invitation.revoke', subject: `invitation:${revoked.id}` })
  })
  return { ok: true }
}

/** Rejects an address that an unconfirmed member uses: the invited person could not join with it. @throws CONFLICT */
async function requireNoStranger({ db, workspace }: ServiceContext, email: string): Promise<void> {
  const [account] = await db
    .select({ name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspace.id), eq(users.email, email), isNull(members.emailConfirmedAt)))
  if (account) throw new AppError('CONFLICT', problem('people.addressOfMember', { name: account.name }))
}

/** 256 random bits need no salt. */
export function hashInvitation(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function isOpen(now: Date) {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now))
}

type Row = Omit<InvitationView, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date }

function toView(row: Row): InvitationView {
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() }
}
