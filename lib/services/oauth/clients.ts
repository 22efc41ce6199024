import 'server-only'
import { and, asc, desc, eq, inArray, isNull, lt, ne, notExists, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { oauthClients, oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { lockName } from '@/lib/db/statements/lock-name'
import { isSameRedirectUri } from './redirect-uri'
import { ACCESS_TOKEN_PREFIX } from './token'

export interface OAuthClient {
  id: string
  name: string
  redirectUris: string[]
}

/** Limits on clients without a grant. Anybody can register clients, so each address gets a small share. */
interface WaitingLimits {
  total: number
  perAddress: number
}
const WAITING: WaitingLimits = { total: 10_000, perAddress: 20 }

/**
 * Registration always succeeds, because older clients make room. If the address is over its limit, its oldest clients
 * are deleted. If the total is over its limit, the address with the most clients loses its oldest one. Clients with an
 * unused code stay.
 */
export async function registerClient(
  db: Database,
  client: Omit<OAuthClient, 'id'> & { address: string },
  limits = WAITING,
): Promise<OAuthClient> {
  const { name, redirectUris, address } = client
  const id = newId()
  await db.transaction(async (tx) => {
    await lockName(tx, 'oauth-clients')
    await tx.insert(oauthClients).values({ id, name, redirectUris, address })
    const isDeletable = and(ne(oauthClients.id, id), isWaiting(tx), isUnanswered(tx))
    const countOfAddress = await tx.$count(oauthClients, and(eq(oauthClients.address, address), isWaiting(tx)))
    if (countOfAddress > limits.perAddress) {
      const oldest = oldestFirst(tx, and(eq(oauthClients.address, address), isDeletable)).limit(
        countOfAddress - limits.perAddress,
      )
      await tx.delete(oauthClients).where(inArray(oauthClients.id, oldest))
    }
    if ((await tx.$count(oauthClients, isWaiting(tx))) > limits.total) {
      const clientsPerAddress = sql`count(*) over (partition by ${oauthClients.address})`
      const oldestOfLargestAddress = tx
        .select({ id: oauthClients.id })
        .from(oauthClients)
        .where(isDeletable)
        .orderBy(desc(clientsPerAddress), asc(oauthClients.createdAt), asc(oauthClients.id))
        .limit(1)
      await tx.delete(oauthClients).where(inArray(oauthClients.id, oldestOfLargestAddress))
    }
  })
  return { id, name, redirectUris }
}

const oldestFirst = (db: Database | Transaction, which: SQL | undefined) =>
  db
    .select({ id: oauthClients.id })
    .from(oauthClients)
    .where(which)
    .orderBy(asc(oauthClients.createdAt), asc(oauthClients.id))

export async function isRegistered(db: Database, id: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false
  return (await db.$count(oauthClients, eq(oauthClients.id, id))) > 0
}

/** @returns null if the client is unknown or the redirect URI is not registered */
export async function findClient(db: Database, id: string, redirectUri: string): Promise<OAuthClient | null> {
  const [client] = await db.select().from(oauthClients).where(eq(oauthClients.id, id))
  return client?.redirectUris.some((registered) => isSameRedirectUri(registered, redirectUri)) ? client : null
}

const DAY_MS = 86_400_000
const KEPT_DAYS = 30

/** Deletes clients without a grant after 30 days and expired codes, and revokes keys whose grant was deleted. */
export async function sweepClients(db: Database, nowMs: number): Promise<void> {
  const daysAgo = (days: number) => new Date(nowMs - days * DAY_MS)
  await db.delete(oauthCodes).where(lt(oauthCodes.expiresAt, daysAgo(1)))
  await revokeLeftKeys(db)
  await db
    .delete(oauthClients)
    .where(and(lt(oauthClients.createdAt, daysAgo(KEPT_DAYS)), isWaiting(db), isUnanswered(db)))
}

/** Deleting a user manually deletes their grants; this revokes the remaining keys, which give access to nothing. */
async function revokeLeftKeys(db: Database): Promise<void> {
  const grant = db.select({ id: oauthGrants.keyId }).from(oauthGrants).where(eq(oauthGrants.keyId, apiKeys.id))
  await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.start, ACCESS_TOKEN_PREFIX), isNull(apiKeys.revokedAt), notExists(grant)))
}

/** Condition on clients that never had a grant. */
function isWaiting(db: Database | Transaction): SQL {
  const grant = db.select({ id: oauthGrants.keyId }).from(oauthGrants).where(eq(oauthGrants.clientId, oauthClients.id))
  return notExists(grant)
}

/** Condition on clients without a code that they may still redeem. */
function isUnanswered(db: Database | Transaction): SQL {
  return notExists(db.select({ id: oauthCodes.hash }).from(oauthCodes).where(eq(oauthCodes.clientId, oauthClients.id)))
}
