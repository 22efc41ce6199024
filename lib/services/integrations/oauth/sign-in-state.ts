import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { findAccount } from '@/lib/auth/find-session'
import { END_USER_STATE } from '@/lib/contracts/integrations/end-user-sign-in'
import { AppError } from '@/lib/core/app-error'
import { integrationSignIns } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import { requireUser, type SignedInContext } from '../../context'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { openJson, sealJson } from '../sealed-values'

const VALID_MINUTES = 10

/** The browser session that started a sign-in, and alone may complete it. */
export interface SignInOwner {
  /** Null for an end user. */
  userId: string | null
  sessionId: string
}

export async function memberOwner(ctx: SignedInContext): Promise<SignInOwner> {
  const account = await findAccount(ctx.system.auth, ctx.headers)
  if (!account) throw new AppError('UNAUTHENTICATED', problem('session.signInFirst'))
  return { userId: requireUser(ctx).userId, sessionId: account.sessionId }
}

/** Stores what the second half of a sign-in needs. @returns the `state` parameter of the sign-in */
export async function createSignIn(
  ctx: IntegrationContext,
  row: IntegrationRow,
  { owner, payload }: { owner: SignInOwner; payload: object },
): Promise<string> {
  const random = randomBytes(32).toString('base64url')
  const state = owner.userId === null ? `${END_USER_STATE}${random}` : random
  const hash = hashOf(state)
  await ctx.db.delete(integrationSignIns).where(lt(integrationSignIns.expiresAt, sql`now() - interval '1 day'`))
  await ctx.db.insert(integrationSignIns).values({
    hash,
    workspaceId: ctx.workspace.id,
    plugin: row.plugin,
    connectionId: row.id,
    ...owner,
    encryptedPayload: await sealJson(ctx, 'sign-in', hash, payload),
    expiresAt: sql`now() + make_interval(mins => ${VALID_MINUTES})`,
  })
  return state
}

export interface SignIn<T> {
  connectionId: string
  plugin: string
  payload: T
  expiresAt: Date
}

/**
 * Accepts a `state` once, in the session and workspace that started it.
 * @throws INVALID_INPUT for an unknown, used or expired one: nothing is sent to the service then
 */
export async function consumeSignIn<T>(
  ctx: IntegrationContext,
  { owner, state }: OwnedState,
  schema: z.ZodType<T>,
): Promise<SignIn<T>> {
  const [consumed] = await ctx.db
    .update(integrationSignIns)
    .set({ usedAt: sql`now()` })
    .where(isValid(ctx, owner, state))
    .returning()
  return read(ctx, consumed, schema)
}

interface OwnedState {
  owner: SignInOwner
  state: string
}

/** Reads a sign-in without consuming it, for a device code, which is polled. */
export async function peekSignIn<T>(
  ctx: IntegrationContext,
  { owner, state }: OwnedState,
  schema: z.ZodType<T>,
): Promise<SignIn<T>> {
  const [found] = await ctx.db
    .select()
    .from(integrationSignIns)
    .where(isValid(ctx, owner, state))
  return read(ctx, found, schema)
}

function isValid(ctx: IntegrationContext, { userId, sessionId }: SignInOwner, state: string) {
  return and(
    eq(integrationSignIns.hash, hashOf(state)),
    eq(integrationSignIns.workspaceId, ctx.workspace.id),
    userId === null ? isNull(integrationSignIns.userId) : eq(integrationSignIns.userId, userId),
    eq(integrationSignIns.sessionId, sessionId),
    isNull(integrationSignIns.usedAt),
    gt(integrationSignIns.expiresAt, sql`now()`),
  )
}

async function read<T>(
  ctx: IntegrationContext,
  row: typeof integrationSignIns.$inferSelect | undefined,
  schema: z.ZodType<T>,
): Promise<SignIn<T>> {
  if (!row) throw new AppError('INVALID_INPUT', problem('integrations.signInExpired'))
  const { connectionId, plugin, expiresAt, hash, encryptedPayload } = row
  return { connectionId, plugin, expiresAt, payload: await openJson(ctx, 'sign-in', hash, encryptedPayload, schema) }
}

export const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url')
