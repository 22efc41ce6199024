import 'server-only'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { accounts, sessions, users, verifications } from '@/lib/db/schema/auth'

export interface AuthOptions {
  db: Database
  /** Key of the session cookie's signature: lib/secrets/derive-key, purpose `session`. */
  secret: string
  appUrl: string
}

/** better-auth stays behind lib/auth: passwords, sessions and cookies are its work, workspaces and roles are ours. */
export function createAuth({ db, secret, appUrl }: AuthOptions) {
  return betterAuth({
    appName: 'Patchbay',
    baseURL: appUrl,
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
    }),
    // Nobody signs up by himself: the owner comes by the one-time link, members by invitation.
    emailAndPassword: {
      enabled: true,
      disableSignUp: false,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      autoSignIn: true,
    },
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: 'patchbay',
      useSecureCookies: appUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      database: { generateId: () => newId() },
    },
    telemetry: { enabled: false },
    // A wrong password is the asker's business; the answer says it.
    logger: { level: 'error' },
    plugins: [sessionForUser],
  })
}

export type Auth = ReturnType<typeof createAuth>

/** A session without a password, for one-time links. Has no path, so it cannot be reached over HTTP. */
const sessionForUser = {
  id: 'session-for-user',
  endpoints: {
    signInUser: createAuthEndpoint({ method: 'POST', body: z.object({ userId: z.string() }) }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
      if (!user) throw new AppError('UNAUTHENTICATED', 'This account is gone.')
      const session = await ctx.context.internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ userId: user.id })
    }),
  },
}
