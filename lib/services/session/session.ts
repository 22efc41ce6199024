import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { UserActor } from '@/lib/auth/actor'
import { findSession, sessionOfUser } from '@/lib/auth/find-session'
import type {
  changePassword as changePasswordContract,
  claimLogin as claimLoginContract,
  getSession as getSessionContract,
  renameWorkspace as renameWorkspaceContract,
  SessionView,
  setUpOwner as setUpOwnerContract,
  signIn as signInContract,
  signOut as signOutContract,
} from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { members, usedTokens, users, workspaces } from '@/lib/db/schema/auth'
import { type AnonymousContext, requireRole, type Verb } from '../context'
import { countPasswordTry } from './password-tries'

export const getSession: Verb<typeof getSessionContract> = async ({ ctx }) => {
  const session = await findSession(ctx.system.auth, ctx.db, ctx.headers)
  const needsOwner = session === null && !(await hasOwner(ctx.db))
  return { session: session && view(session.actor, session.workspace), needsOwner }
}

export const setUpOwner: Verb<typeof setUpOwnerContract> = async ({ ctx, body }) => {
  const link = openLink(ctx, body.token, 'setup')
  if (await hasOwner(ctx.db)) throw new AppError('CONFLICT', 'This Patchbay has an owner already. Sign in instead.')
  await useLink(ctx.db, link)
  const { user } = await ctx.system.auth.api
    .signUpEmail({ body: { name: body.name, email: body.email, password: body.password } })
    .catch(async (error: unknown) => {
      // The link was for one owner, and there is none yet.
      await ctx.db.delete(usedTokens).where(eq(usedTokens.id, link))
      throw error
    })
  const workspaceId = newId()
  await ctx.db.transaction(async (tx) => {
    await tx.insert(workspaces).values({
      id: workspaceId,
      name: `${body.name}'s workspace`.slice(0, 120),
      wrappedDek: ctx.system.keyring.newWorkspaceKey(workspaceId),
    })
    await tx.insert(members).values({ workspaceId, userId: user.id, role: 'owner' })
  })
  return startSession(ctx, user.id)
}

export const claimLogin: Verb<typeof claimLoginContract> = async ({ ctx, body }) => {
  const link = openLink(ctx, body.token, 'login')
  const [owner] = await ctx.db
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.role, 'owner'))
    .orderBy(members.createdAt)
    .limit(1)
  if (!owner)
    throw new AppError('CONFLICT', 'Nobody has set this Patchbay up yet. Use the set-up link that npm start prints.')
  await useLink(ctx.db, link)
  return startSession(ctx, owner.userId)
}

export const signIn: Verb<typeof signInContract> = async ({ ctx, body }) => {
  countPasswordTry(body.email)
  const answer = await ctx.system.auth.api.signInEmail({ body, headers: ctx.headers, asResponse: true })
  if (!answer.ok) throw new AppError('UNAUTHENTICATED', 'E-mail address and password do not belong together.')
  ctx.cookies.push(...answer.headers.getSetCookie())
  const [user] = await ctx.db.select().from(users).where(eq(users.email, body.email))
  const session = user && (await sessionOfUser(ctx.db, user))
  if (!session) throw new AppError('FORBIDDEN', 'You are in no workspace. Ask its owner to invite you.')
  return view(session.actor, session.workspace)
}

export const signOut: Verb<typeof signOutContract> = async ({ ctx }) => {
  const answer = await ctx.system.auth.api.signOut({ headers: ctx.headers, asResponse: true })
  ctx.cookies.push(...answer.headers.getSetCookie())
  return { ok: true }
}

export const changePassword: Verb<typeof changePasswordContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'viewer')
  if (ctx.actor.kind === 'user') countPasswordTry(ctx.actor.email)
  const answer = await ctx.system.auth.api.changePassword({
    body: { ...body, revokeOtherSessions: true },
    headers: ctx.headers,
    asResponse: true,
  })
  if (!answer.ok) throw new AppError('INVALID_INPUT', 'The current password is not right.')
  return { ok: true }
}

export const renameWorkspace: Verb<typeof renameWorkspaceContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  await ctx.db.update(workspaces).set({ name: body.name }).where(eq(workspaces.id, ctx.workspace.id))
  return { id: ctx.workspace.id, name: body.name }
}

async function hasOwner(db: Database): Promise<boolean> {
  const found = await db.select({ one: sql`1` }).from(members).where(eq(members.role, 'owner')).limit(1)
  return found.length > 0
}

async function startSession(ctx: AnonymousContext, userId: string): Promise<SessionView> {
  const answer = await ctx.system.auth.api.signInUser({ body: { userId }, headers: ctx.headers, asResponse: true })
  ctx.cookies.push(...answer.headers.getSetCookie())
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId))
  const session = user && (await sessionOfUser(ctx.db, user))
  if (!session) throw new AppError('INTERNAL', 'The session could not be made.')
  return view(session.actor, session.workspace)
}

function view(actor: UserActor, workspace: { id: string; name: string }): SessionView {
  return { user: { id: actor.userId, name: actor.name, email: actor.email }, workspace, role: actor.role }
}

const Link = z.strictObject({ kind: z.enum(['setup', 'login']), id: z.string() })

function openLink(ctx: AnonymousContext, token: string, kind: 'setup' | 'login'): string {
  const link = ctx.system.links.verify(token, Link)
  if (link.kind !== kind) throw staleLink()
  return link.id
}

/** The insert is the claim: of two uses at once, one meets the primary key. */
async function useLink(db: Database | Transaction, id: string): Promise<void> {
  const claimed = await db.insert(usedTokens).values({ id }).onConflictDoNothing().returning({ id: usedTokens.id })
  if (claimed.length === 0) throw staleLink()
}

const staleLink = () =>
  new AppError('UNAUTHENTICATED', 'This link has been used or is too old. Run "npm start -- --login" for a new one.')
