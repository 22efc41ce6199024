import 'server-only'
import { and, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { members } from '@/lib/db/schema/auth'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { endGrant } from './end-grants'
import { type ProgramTokens, toRow } from './grant-tokens'
import { isInForce, isItsMember } from './live-grants'
import { derived, familyOf, hashToken, newSalt, PROGRAM_TOKEN, refreshTokenOf } from './token'

/**
 * An answer with new tokens may be lost on its way, and two processes of one program may renew at once: so long the
 * token before gets the same answer again.
 */
const GRACE_SECONDS = 30

export interface Renewal {
  refreshToken: string
  clientId: string
}

/**
 * New tokens for a refresh token, which is good for one use. Any that was used before ends the grant, but for the last
 * one within its grace (RFC 9700 §4.14). null: unknown, used, expired, revoked, not this program's, or the person has
 * left.
 */
export async function renewGrant(db: Database, { refreshToken, clientId }: Renewal): Promise<ProgramTokens | null> {
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

/** Whoever renews at the same moment waits here, and then finds what the first one made of it. */
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

interface Shown {
  refreshToken: string
  family: string
}

async function rotate(
  tx: Transaction,
  { keyId, workspaceId, refreshHash }: Pick<typeof oauthGrants.$inferSelect, 'keyId' | 'workspaceId' | 'refreshHash'>,
  shown: Shown,
): Promise<ProgramTokens> {
  const rotationSalt = newSalt()
  const tokens = tokensAfter(keyId, shown, rotationSalt)
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

/** The same each time, so that the answer can be given again without being kept. */
function tokensAfter(keyId: string, { refreshToken, family }: Shown, salt: string): ProgramTokens {
  return {
    keyId,
    accessToken: PROGRAM_TOKEN + derived('access', refreshToken, salt),
    refreshToken: refreshTokenOf(family, derived('refresh', refreshToken, salt)),
  }
}
