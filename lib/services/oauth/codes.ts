import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { oauthCodes } from '@/lib/db/schema/oauth'
import { createGrant } from './create-grant'
import { type GrantTokens, secondsFromNow } from './grant-tokens'
import { endGrant } from './revoke-grants'
import { CODE, hashToken, newToken } from './token'

/** A client redeems the code immediately after the redirect. */
const CODE_TTL_SECONDS = 120

export type Allowed = Omit<typeof oauthCodes.$inferInsert, 'hash' | 'expiresAt' | 'usedAt' | 'keyId'>

/** @returns the code, which is not stored */
export async function storeCode(tx: Transaction, allowed: Allowed): Promise<string> {
  const code = newToken(CODE)
  await tx.insert(oauthCodes).values({ ...allowed, hash: hashToken(code), expiresAt: secondsFromNow(CODE_TTL_SECONDS) })
  return code
}

export interface Redemption {
  code: string
  clientId: string
  /** The code verifier of the challenge. */
  verifier: string
  /** Redirect URI of the authorization request. Clients may omit it in OAuth 2.1. */
  redirectUri: string | undefined
}

/**
 * Exchanges a code for tokens, once. A second use revokes the issued tokens, since the code was leaked (RFC 6749,
 * section 4.1.2). @returns null for a code that is unknown, used, expired, or of another client
 */
export async function redeemCode(db: Database, redemption: Redemption): Promise<GrantTokens | null> {
  const hash = hashToken(redemption.code)
  return db.transaction(async (tx) => {
    const [code] = await tx
      .update(oauthCodes)
      .set({ usedAt: sql`now()` })
      .where(and(eq(oauthCodes.hash, hash), isNull(oauthCodes.usedAt), gt(oauthCodes.expiresAt, sql`now()`)))
      .returning()
    if (!code) {
      await endRedeemedBefore(tx, hash)
      return null
    }
    // The code is used up even if the rest of the request is wrong.
    const isRequestOfClient =
      code.clientId === redemption.clientId &&
      (redemption.redirectUri === undefined || redemption.redirectUri === code.redirectUri) &&
      answersChallenge(redemption.verifier, code.challenge)
    if (!isRequestOfClient) return null
    const tokens = await createGrant(tx, code)
    if (tokens) await tx.update(oauthCodes).set({ keyId: tokens.keyId }).where(eq(oauthCodes.hash, hash))
    return tokens
  })
}

async function endRedeemedBefore(tx: Transaction, hash: string): Promise<void> {
  const [used] = await tx
    .select({ keyId: oauthCodes.keyId, workspaceId: oauthCodes.workspaceId })
    .from(oauthCodes)
    .where(eq(oauthCodes.hash, hash))
  if (used?.keyId) await endGrant(tx, { keyId: used.keyId, workspaceId: used.workspaceId })
}

/** RFC 7636, section 4.6. */
function answersChallenge(verifier: string, challenge: string): boolean {
  const digest = createHash('sha256').update(verifier).digest()
  const expected = Buffer.from(challenge, 'base64url')
  return expected.length === digest.length && timingSafeEqual(digest, expected)
}
