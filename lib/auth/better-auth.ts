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
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'

export interface AuthOptions {
  db: Database
  /** Signs the session cookie. Derived by lib/secrets/derive-key with the purpose `session`. */
  secret: string
  appUrl: string
}

/** Only lib/auth uses better-auth. It handles passwords, sessions and cookies; workspaces and roles are our own. */
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
    // There is no open sign-up: the owner uses the one-time link, members accept an invitation.
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
    // A wrong password is reported in the response and needs no log entry.
    logger: { level: 'error', log: (_level, _message, ...details) => logFailure(details) },
    plugins: [sessionForUser],
  })
}

/** Messages and printed errors of failed queries contain their parameters, session tokens among them. Our log leaves these out. */
function logFailure(details: readonly unknown[]): void {
  log().error({ cause: details.find((detail) => detail instanceof Error) }, 'authentication failed unexpectedly')
}

export type Auth = ReturnType<typeof createAuth>

/** Starts a session without a password, for one-time links. It has no path, so it is not reachable over HTTP. */
const sessionForUser = {
  id: 'session-for-user',
  endpoints: {
    signInUser: createAuthEndpoint({ method: 'POST', body: z.object({ userId: z.string() }) }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
      if (!user) throw new AppError('UNAUTHENTICATED', problem('session.accountDeleted'))
      const session = await ctx.context.internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ userId: user.id })
    }),
  },
}
