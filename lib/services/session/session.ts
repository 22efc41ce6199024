import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { accessWatch } from '@/lib/auth/access-watch'
import { findAccount, sessionOfUser } from '@/lib/auth/find-session'
import type {
  changePassword as changePasswordContract,
  claimLogin as claimLoginContract,
  getSession as getSessionContract,
  setLanguage as setLanguageContract,
  setUpOwner as setUpOwnerContract,
  signIn as signInContract,
  signOut as signOutContract,
} from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { members, usedTokens, users } from '@/lib/db/schema/auth'
import { problem } from '@/lib/messages/problems/problem'
import { type AnonymousContext, requireRole, type Verb } from '../context'
import { chooseWorkspace } from '../workspaces/choose-workspace'
import { insertWorkspace } from '../workspaces/insert-workspace'
import { knownBrowser, rememberBrowser } from './known-browser'
import { countLinkAttempt, countPasswordAttempt, countSignInAttempt } from './password-attempts'
import { startSession, toSessionView } from './start-session'

export const getSession: Verb<typeof getSessionContract> = async ({ ctx }) => {
  const account = await findAccount(ctx.system.auth, ctx.headers)
  const session = account && (await sessionOfUser(ctx.db, account.user, account.sessionId))
  return {
    session: session && toSessionView(session),
    account: account && { name: account.user.name, email: account.user.email },
    needsOwner: account === null && !(await hasOwner(ctx.db)),
  }
}

export const setUpOwner: Verb<typeof setUpOwnerContract> = async ({ ctx, body }) => {
  await countLinkAttempt(ctx.system, ctx.clientAddress)
  const link = openLink(ctx, body.token, 'setup')
  if (await hasOwner(ctx.db)) throw new AppError('CONFLICT', problem('session.alreadySetUp'))
  await useLink(ctx.db, link)
  const { user } = await ctx.system.auth.api
    .signUpEmail({ body: { name: body.name, email: body.email, password: body.password } })
    .catch(async (error: unknown) => {
      // Makes the link usable again, because there is no owner yet.
      await ctx.db.delete(usedTokens).where(eq(usedTokens.id, link))
      throw error
    })
  await ctx.db.transaction((tx) =>
    insertWorkspace(tx, ctx, { name: `${body.name}'s workspace`.slice(0, 120), owner: user }),
  )
  return startSession(ctx, user.id)
}

export const claimLogin: Verb<typeof claimLoginContract> = async ({ ctx, body }) => {
  await countLinkAttempt(ctx.system, ctx.clientAddress)
  const link = openLink(ctx, body.token, 'login')
  const [owner] = await ctx.db
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.role, 'owner'))
    .orderBy(members.createdAt)
    .limit(1)
  if (!owner) throw new AppError('CONFLICT', problem('session.notSetUp'))
  await useLink(ctx.db, link)
  return startSession(ctx, owner.userId)
}

export const signIn: Verb<typeof signInContract> = async ({ ctx, body }) => {
  const { email } = body
  await countSignInAttempt(ctx.system, { email, clientAddress: ctx.clientAddress, browserId: knownBrowser(ctx, email) })
  const response = await ctx.system.auth.api.signInEmail({ body, headers: ctx.headers, asResponse: true })
  if (!response.ok) throw new AppError('UNAUTHENTICATED', problem('session.credentialsWrong'))
  ctx.cookies.push(...response.headers.getSetCookie())
  rememberBrowser(ctx, email)
  const [user] = await ctx.db.select().from(users).where(eq(users.email, email))
  const session = user && (await sessionOfUser(ctx.db, user))
  return session ? toSessionView(session) : null
}

export const signOut: Verb<typeof signOutContract> = async ({ ctx }) => {
  const response = await ctx.system.auth.api.signOut({ headers: ctx.headers, asResponse: true })
  ctx.cookies.push(...response.headers.getSetCookie())
  accessWatch(ctx.db).checkSoon()
  return { ok: true }
}

export const changePassword: Verb<typeof changePasswordContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'viewer')
  if (ctx.actor.kind === 'user') await countPasswordAttempt(ctx.system, ctx.actor.userId)
  const response = await ctx.system.auth.api.changePassword({
    body: { ...body, revokeOtherSessions: true },
    headers: ctx.headers,
    asResponse: true,
  })
  if (!response.ok) throw new AppError('INVALID_INPUT', problem('session.currentPasswordWrong'))
  // All sessions have ended, including this one: its successor works in the same workspace.
  const cookies = response.headers.getSetCookie()
  ctx.cookies.push(...cookies)
  await chooseWorkspace({ ...ctx, headers: asRequest(cookies) }, ctx.workspace.id)
  accessWatch(ctx.db).checkSoon()
  return { ok: true }
}

export const setLanguage: Verb<typeof setLanguageContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'viewer')
  if (ctx.actor.kind === 'user') {
    await ctx.db.update(users).set({ locale: body.locale }).where(eq(users.id, ctx.actor.userId))
  }
  return { ok: true }
}

/** The cookies set by a response, as the next request will send them. */
function asRequest(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') })
}

async function hasOwner(db: Database): Promise<boolean> {
  const found = await db.select({ one: sql`1` }).from(members).where(eq(members.role, 'owner')).limit(1)
  return found.length > 0
}

const Link = z.strictObject({ kind: z.enum(['setup', 'login']), id: z.string() })

function openLink(ctx: AnonymousContext, token: string, kind: 'setup' | 'login'): string {
  const link = ctx.system.links.verify(token, Link)
  if (link.kind !== kind) throw staleLink()
  return link.id
}

/** The insert claims the link: of two concurrent uses, one violates the primary key. */
async function useLink(db: Database | Transaction, id: string): Promise<void> {
  const claimed = await db.insert(usedTokens).values({ id }).onConflictDoNothing().returning({ id: usedTokens.id })
  if (claimed.length === 0) throw staleLink()
}

const staleLink = () => new AppError('UNAUTHENTICATED', problem('session.loginLinkInvalid'))
