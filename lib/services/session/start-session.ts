import 'server-only'
import { eq } from 'drizzle-orm'
import { type StudioSession, sessionOfUser } from '@/lib/auth/find-session'
import type { SessionView } from '@/lib/contracts/session'
import { internalError } from '@/lib/core/internal-error'
import { users } from '@/lib/db/schema/auth'
import type { AnonymousContext } from '../context'
import { rememberBrowser } from './known-browser'

/** Signs a person in without a password: after a one-time link, or right after the account was created. */
export async function startSession(ctx: AnonymousContext, userId: string): Promise<SessionView> {
  const response = await ctx.system.auth.api.signInUser({ body: { userId }, headers: ctx.headers, asResponse: true })
  ctx.cookies.push(...response.headers.getSetCookie())
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId))
  const session = user && (await sessionOfUser(ctx.db, user))
  if (user) rememberBrowser(ctx, user.email)
  if (!session) throw internalError('The session could not be made.')
  return toSessionView(session)
}

export function toSessionView({ actor, locale, workspace }: StudioSession): SessionView {
  return { user: { id: actor.userId, name: actor.name, email: actor.email, locale }, workspace, role: actor.role }
}
