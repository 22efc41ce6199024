import 'server-only'
import { and, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { members } from '@/lib/db/schema/auth'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { isInForce, isItsMember } from './active-grants'
import { type GrantTokens, toRow } from './grant-tokens'
import { endGrant } from './revoke-grants'
import { ACCESS_TOKEN_PREFIX, derived, familyOf, hashToken, newSalt, refreshTokenOf } from './token'

/**
 * A response with new tokens may be lost, and two processes of a client may renew at once: for this long the previous
 * token returns the same response again.
 */
const GRACE_SECONDS = 30

export interface Renewal {
  refreshToken: string
  clientId: string
}

/**
 * Exchanges a refresh token, which is valid for one use, for new tokens. Using an older token again revokes
 * the grant, unless it is the previous token and its grace period is not over (RFC 9700, section 4.14).
 * @returns null if the token is unknown, used, expired, revoked or of another client, or if the person has
 * left
 */
export async function renewGrant(db: Database, { refreshToken, clientId }: Renewal): Promise<GrantTokens | null> {
  const family = familyOf(refreshToken)
  if (family === null) return null
  const hash = hashToken(refreshToken)
  return db.transaction(async (tx) => {
    const grant = await lockGrant(tx, family, clientId)
    if (!grant) return null
    const { keyId, refreshHash, previousHash, rotationSalt, isInGrace } = grant
    if (refreshHash === hash) return rotate(tx, grant, { refreshToken, family })
    if (previousHash === hash && isInGrace && rotationSalt !== null)
      return tokensAfter(keyId, { refreshToken, family }, rotationSalt)
    await endGrant(tx, grant)
    return null
  })
}

/** Concurrent renewals wait here and then find the result of the first one. */
async function lockGrant(tx: Transaction, family: string, clientId: string) {
  const [grant] = await tx
    .select({
      ...getTableColumns(oauthGrants),
      isInGrace: sql<boolean>`${oauthGrants.rotatedAt} > now() - make_interval(secs => ${GRACE_SECONDS})`,
    })
    .from(oauthGrants)
    .innerJoin(apiKeys, eq(apiKeys.id, oauthGrants.keyId))
    .innerJoin(members, isItsMember)
    .where(
      and(
        isInForce,
        eq(oauthGrants.familyHash, hashToken(family)),
        eq(oauthGrants.clientId, clientId),
        gt(oauthGrants.refreshExpiresAt, sql`now()`),
      ),
    )
    .for('update', { of: oauthGrants })
  return grant
}

interface Presented {
  refreshToken: string
  family: string
}

async function rotate(
  tx: Transaction,
  { keyId, workspaceId, refreshHash }: Pick<typeof oauthGrants.$inferSelect, 'keyId' | 'workspaceId' | 'refreshHash'>,
  presented: Presented,
): Promise<GrantTokens> {
  const rotationSalt = newSalt()
  const tokens = tokensAfter(keyId, presented, rotationSalt)
  const row = toRow(tokens)
  await tx
    .update(oauthGrants)
    .set({ ...row, previousHash: refreshHash, rotationSalt })
    .where(and(eq(oauthGrants.keyId, keyId), eq(oauthGrants.workspaceId, workspaceId)))
  await tx
    .update(apiKeys)
    .set({ expiresAt: row.refreshExpiresAt })
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.workspaceId, workspaceId)))
  return tokens
}

/** Deterministic, so that the response can be repeated without storing it. */
function tokensAfter(keyId: string, { refreshToken, family }: Presented, salt: string): GrantTokens {
  return {
    keyId,
    accessToken: ACCESS_TOKEN_PREFIX + derived('access', refreshToken, salt),
    refreshToken: refreshTokenOf(family, derived('refresh', refreshToken, salt)),
  }
}
