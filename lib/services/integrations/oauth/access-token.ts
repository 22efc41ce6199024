import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { problem } from '@/lib/messages/problems/problem'
import { perDatabase } from '../../per-database'
import { findConnectionRow, type IntegrationContext, type IntegrationRow } from '../connection-row'
import { connectionService } from '../connection-service'
import { openTokens, type Tokens } from '../sealed-values'
import { endGrant, reconnectRequired } from './end-grant'
import { obtainTokens } from './obtain-tokens'
import { DeadGrant } from './request-tokens'
import { acquireLease, releaseLease, storeTokens, type TokenLease } from './token-lease'
import { tokenSignals } from './token-signals'

const RENEW_BEFORE_MS = 5 * 60_000
/** Waiters look again after this time, because a signal may be lost. */
const POLL_AGAIN_MS = 1_000

export interface TokenRequest {
  connectionId: string
  /** The generation that the service rejected with 401: its token must be renewed, regardless of its expiry. */
  rejected: number | null
  signal: AbortSignal
}

export interface AccessToken {
  token: string
  generation: number
}

/**
 * A valid access token: renewed five minutes before its end and once after a 401, by one process for all.
 * @throws RECONNECT_REQUIRED for a dead grant, CREDENTIAL_MISSING for a deleted connection
 */
export function accessToken(ctx: IntegrationContext, request: TokenRequest): Promise<AccessToken> {
  const { connectionId, rejected, signal } = request
  const flights = tokenFlights(ctx.db)
  const key = `${ctx.workspace.id}/${connectionId}/${rejected}`
  const cached = flights.get(key)
  if (cached) return unlessAborted(cached, signal)
  // Does not end with the caller's signal, since others may wait for the same result.
  const flight = findOrRenew(ctx, connectionId, rejected).finally(() => flights.delete(key))
  flights.set(key, flight)
  return unlessAborted(flight, signal)
}

/** Concurrent calls of this process share one lookup. */
const tokenFlights = (db: Database) => perDatabase('token-flights', db, () => new Map<string, Promise<AccessToken>>())

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

async function findOrRenew(
  ctx: IntegrationContext,
  connectionId: string,
  rejected: number | null,
): Promise<AccessToken> {
  for (;;) {
    const found = await findToken(ctx, connectionId, rejected)
    if (found) return found
  }
}

/** @returns null if the row has changed, or may have */
async function findToken(
  ctx: IntegrationContext,
  connectionId: string,
  rejected: number | null,
): Promise<AccessToken | null> {
  const row = await retryRead(() => findConnectionRow(ctx.db, ctx.workspace.id, connectionId))
  if (!row) throw new AppError('CREDENTIAL_MISSING', problem('integrations.missing'))
  if (row.state === 'reconnect') throw reconnectRequired(row)
  const tokens = await openTokens(ctx, row)
  const need = needOf(row, tokens, rejected)
  const usable = tokens && need !== 'now' ? { token: tokens.accessToken, generation: row.generation } : null
  if (usable && need === 'none') return usable
  const isRenewable = canRenew(row, tokens)
  const lease = isRenewable ? await acquireLease(ctx, row) : null
  if (lease) return (await renew(ctx, lease, tokens, need)) ? null : usable
  // Another process renews the token, or it cannot be renewed. It works until it expires.
  if (usable) return usable
  if (isRenewable) await tokenSignals(ctx.system).wait(connectionId, POLL_AGAIN_MS)
  else await endGrant(ctx, row, problem('integrations.grantEnded'))
  return null
}

type Need = 'none' | 'soon' | 'now'

function needOf(row: IntegrationRow, tokens: Tokens | null, rejected: number | null): Need {
  const isRejected = rejected !== null && row.generation <= rejected
  if (!tokens || isRejected) return 'now'
  const leftMs = row.tokenExpiresAt === null ? Number.POSITIVE_INFINITY : row.tokenExpiresAt.getTime() - Date.now()
  if (leftMs > RENEW_BEFORE_MS) return 'none'
  return leftMs > 0 ? 'soon' : 'now'
}

/** A person's grant needs a refresh token; everything else renews itself with its own secret. */
function canRenew(row: IntegrationRow, tokens: Tokens | null): boolean {
  const { kind } = connectionService(row)
  if (kind.kind !== 'oauth2' || kind.grant === 'client-credentials') return true
  return tokens?.refreshToken != null
}

/** @returns false if the current token remains in use @throws the failure for a caller without a token */
async function renew(ctx: IntegrationContext, lease: TokenLease, tokens: Tokens | null, need: Need): Promise<boolean> {
  try {
    const granted = await obtainTokens(ctx, lease.row, tokens)
    // Stored before use: the server has rotated the old token, so a crash would lose the new one.
    await storeTokens(ctx, lease, granted)
    return true
  } catch (error) {
    if (error instanceof DeadGrant) {
      await endGrant(ctx, lease.row, problem('integrations.grantEnded'))
      return true
    }
    // The current token still works, and the lease delays the next attempt.
    if (need === 'soon') return false
    await releaseLease(ctx, lease)
    throw error
  }
}
