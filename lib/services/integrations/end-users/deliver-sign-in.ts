import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { deliverSignIn as contract } from '@/lib/contracts/integrations/end-user-sign-in'
import { AppError } from '@/lib/core/app-error'
import { integrationSignIns } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import type { Verb } from '../../context'
import { countAttempt } from '../../limits/attempts'
import { hashOf } from '../oauth/sign-in-state'
import { openJson, sealJson } from '../sealed-values'
import { EndUserPayload } from './end-user-sign-in'

const MAX_ATTEMPTS = 5

/**
 * The chat shows a code, and this page asks for it. If somebody else sent the link, the person has no code, so their
 * account is not connected. The parameters are only stored here; the chat's session completes the sign-in.
 */
export const deliverSignIn: Verb<typeof contract> = async ({ ctx, body }) => {
  const { state, confirmation, ...returned } = body
  await countAttempt(ctx.system, 'sign-in-code', ctx.clientAddress)
  const hash = hashOf(state)
  const isOpen = and(
    eq(integrationSignIns.hash, hash),
    isNull(integrationSignIns.userId),
    isNull(integrationSignIns.usedAt),
    gt(integrationSignIns.expiresAt, sql`now()`),
    lt(integrationSignIns.attempts, MAX_ATTEMPTS),
  )
  // Counted first, so that concurrent guesses share the attempts.
  const [row] = await ctx.db
    .update(integrationSignIns)
    .set({ attempts: sql`${integrationSignIns.attempts} + 1` })
    .where(isOpen)
    .returning()
  if (!row) throw new AppError('INVALID_INPUT', problem('integrations.signInExpired'))
  const scope = { db: ctx.db, system: ctx.system, workspace: { id: row.workspaceId, name: '' } }
  const payload = await openJson(scope, 'sign-in', hash, row.encryptedPayload, EndUserPayload)
  if (!timingSafeEqual(Buffer.from(payload.confirmation), Buffer.from(confirmation)))
    throw new AppError('INVALID_INPUT', problem('integrations.confirmationWrong'))
  const encryptedPayload = await sealJson(scope, 'sign-in', hash, { ...payload, returned })
  await ctx.db
    .update(integrationSignIns)
    .set({ encryptedPayload })
    .where(and(eq(integrationSignIns.hash, hash), eq(integrationSignIns.workspaceId, row.workspaceId)))
  return { ok: true }
}
