import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Account, findAccount, sessionOfUser } from '@/lib/auth/find-session'
import type {
  acceptInvitation as acceptContract,
  joinByInvitation as joinContract,
  readInvitation as readContract,
} from '@/lib/contracts/invitations'
import type { GrantedRole } from '@/lib/contracts/members'
import { ROLES } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { isEmailConfirmed } from '@/lib/db/is-email-confirmed'
import { members, users, workspaces } from '@/lib/db/schema/auth'
import { invitations } from '@/lib/db/schema/people'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import type { AnonymousContext, Verb } from '../context'
import { countLinkAttempt } from '../session/password-attempts'
import { startSession, toSessionView } from '../session/start-session'
import { chooseWorkspace } from '../workspaces/choose-workspace'
import { freeAbandonedAddress } from './addresses'
import { hashInvitation, isOpen } from './invitations'
import { lockMembers } from './membership'

export const readInvitation: Verb<typeof readContract> = async ({ ctx, body }) => {
  const { workspaceName, role, email, invitedBy } = await findInvitation(ctx, body.token)
  return { workspaceName, role, email, invitedBy }
}

/**
 * Never lowers the person's existing role, and an invitation that would change nothing stays valid for another person.
 */
export const acceptInvitation: Verb<typeof acceptContract> = async ({ ctx, body }) => {
  const invitation = await findInvitation(ctx, body.token)
  const account = await findAccount(ctx.system.auth, ctx.headers)
  if (!account) throw new AppError('UNAUTHENTICATED', problem('people.signInForInvitation'))
  requireAddressee(invitation, account.user.email)
  await ctx.db.transaction(async (tx) => {
    await lockMembers(tx, invitation.workspaceId)
    await requireConfirmed(tx, invitation, account.user.id)
    if (await hasAtLeast(tx, invitation, account.user.id)) return
    await claim(tx, ctx, invitation)
    await join(tx, ctx, invitation, account.user)
  })
  await chooseWorkspace(ctx, invitation.workspaceId)
  const session = await sessionOfUser(ctx.db, account.user, account.sessionId)
  if (!session) throw staleInvitation()
  return toSessionView(session)
}

export const joinByInvitation: Verb<typeof joinContract> = async ({ ctx, body }) => {
  const invitation = await findInvitation(ctx, body.token)
  requireAddressee(invitation, body.email)
  if (invitation.email !== null) await freeAbandonedAddress(ctx.db, invitation.email)
  // Claimed before the account is created, so that one link creates one account, however often it is sent at once.
  await ctx.db.transaction((tx) => claim(tx, ctx, invitation))
  const user = await signUp(ctx, body).catch(async (cause: unknown) => {
    await ctx.db.update(invitations).set({ acceptedAt: null }).where(eq(invitations.id, invitation.id))
    // The same message for every reason, so that it does not reveal whether an address has an account.
    throw new AppError('CONFLICT', problem('people.accountNotCreated'), { cause })
  })
  await ctx.db.transaction((tx) => join(tx, ctx, invitation, user))
  return startSession(ctx, user.id)
}

interface OpenInvitation {
  id: string
  workspaceId: string
  workspaceName: string
  role: GrantedRole
  email: string | null
  invitedBy: string | null
}

/** Unknown, used, withdrawn and expired links look the same. @throws NOT_FOUND, RATE_LIMITED */
async function findInvitation(ctx: AnonymousContext, token: string): Promise<OpenInvitation> {
  await countLinkAttempt(ctx.system, ctx.clientAddress)
  const [found] = await ctx.db
    .select({
      id: invitations.id,
      workspaceId: invitations.workspaceId,
      workspaceName: workspaces.name,
      role: invitations.role,
      email: invitations.email,
      invitedBy: users.name,
    })
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
    .leftJoin(users, eq(users.id, invitations.createdBy))
    .where(and(eq(invitations.tokenHash, hashInvitation(token)), isOpen(ctx.now())))
  if (!found) throw staleInvitation()
  return found
}

/** @throws FORBIDDEN, so that a forwarded link is useless */
function requireAddressee(invitation: OpenInvitation, email: string): void {
  if (invitation.email === null || invitation.email === email) return
  throw new AppError('FORBIDDEN', problem('people.invitationForOther'))
}

/**
 * An account can be created with another person's address, so only a confirmed address may accept an invitation for it.
 * For a member it must be confirmed in this workspace. @throws FORBIDDEN
 */
async function requireConfirmed(
  tx: Transaction,
  { email, workspaceId }: OpenInvitation,
  userId: string,
): Promise<void> {
  if (email === null) return
  const memberships = await tx
    .select({ workspaceId: members.workspaceId, isEmailConfirmed })
    .from(members)
    .where(eq(members.userId, userId))
  const existing = memberships.find((membership) => membership.workspaceId === workspaceId)
  const isTrusted = existing ? existing.isEmailConfirmed : memberships.some((membership) => membership.isEmailConfirmed)
  if (!isTrusted) throw new AppError('FORBIDDEN', problem('people.addressUnconfirmed'))
}

/** Marks an invitation as used; of two concurrent uses, the second one fails. @throws NOT_FOUND */
async function claim(tx: Transaction, ctx: AnonymousContext, { id }: OpenInvitation): Promise<void> {
  const claimed = await tx
    .update(invitations)
    .set({ acceptedAt: ctx.now() })
    .where(and(eq(invitations.id, id), isOpen(ctx.now())))
    .returning({ id: invitations.id })
  if (claimed.length === 0) throw staleInvitation()
}

/** An invitation for an address confirms it: the owner who created the link gave it to that person. */
async function join(
  tx: Transaction,
  ctx: AnonymousContext,
  { id, workspaceId, role, email }: OpenInvitation,
  user: Account['user'],
): Promise<void> {
  const confirmed = email === null ? {} : { emailConfirmedAt: ctx.now() }
  await tx
    .insert(members)
    .values({ workspaceId, userId: user.id, role, ...confirmed })
    .onConflictDoUpdate({ target: [members.workspaceId, members.userId], set: { role, ...confirmed } })
  await tx.update(invitations).set({ acceptedBy: user.id }).where(eq(invitations.id, id))
  const identity = { userId: user.id, name: user.name, email: user.email, isEmailConfirmed: email !== null }
  const actor = { kind: 'user', ...identity, role } as const
  const entry = { action: 'member.join' as const, subject: `user:${user.id}`, after: { role, invitation: id } }
  await emitAudit(tx, { workspace: { id: workspaceId }, actor, now: ctx.now }, entry)
}

async function hasAtLeast(tx: Transaction, { workspaceId, role }: OpenInvitation, userId: string): Promise<boolean> {
  const [member] = await tx
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
  return member !== undefined && ROLES.indexOf(member.role) >= ROLES.indexOf(role)
}

async function signUp(
  ctx: AnonymousContext,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<Account['user']> {
  const { user } = await ctx.system.auth.api.signUpEmail({ body: { name, email, password } })
  return user
}

const staleInvitation = () => new AppError('NOT_FOUND', problem('people.invitationInvalid'))
