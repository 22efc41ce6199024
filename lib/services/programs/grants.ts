import 'server-only'
import { and, eq, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeyApps, apiKeys, apps } from '@/lib/db/schema/apps'
import { members } from '@/lib/db/schema/auth'
import { oauthClients, type oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { hashToken, newToken, PROGRAM_TOKEN, REFRESH_TOKEN } from './token'

export const ACCESS_TTL_SECONDS = 3_600
/** From the last time that the program renewed its tokens. */
const REFRESH_TTL_MS = 30 * 86_400_000
/** An answer with new tokens may be lost on its way; so long the tokens before renew them once more. */
const GRACE_MS = 30_000

export interface ProgramTokens {
  keyId: string
  accessToken: string
  refreshToken: string
}

type Code = typeof oauthCodes.$inferSelect

/** null: the person has left the workspace meanwhile, or none of the apps is there any more. */
export async function openGrant(tx: Transaction, code: Code, now: Date): Promise<ProgramTokens | null> {
  const { clientId, workspaceId, userId, resource, environment } = code
  const [program] = await tx
    .select({ name: oauthClients.name })
    .from(oauthClients)
    .innerJoin(members, and(eq(members.userId, userId), eq(members.workspaceId, workspaceId)))
    .where(eq(oauthClients.id, clientId))
  const owned = await tx
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.workspaceId, workspaceId), isNull(apps.deletedAt)))
  const appIds = owned.map(({ id }) => id).filter((id) => code.appIds.includes(id))
  if (!program || appIds.length === 0) return null
  const keyId = newId()
  const { row, tokens } = renewed(keyId, now)
  await tx.insert(apiKeys).values({
    id: keyId,
    workspaceId,
    name: program.name,
    // Of nothing that anybody has: the program's tokens open the key, and nothing but MCP.
    hash: hashToken(newToken('')),
    start: PROGRAM_TOKEN,
    last4: '',
    environment,
    expiresAt: row.refreshExpiresAt,
  })
  await tx.insert(apiKeyApps).values(appIds.map((appId) => ({ keyId, appId, workspaceId })))
  await tx.insert(oauthGrants).values({ ...row, keyId, clientId, workspaceId, userId, resource })
  return tokens
}

/**
 * New tokens for a refresh token, which is good for one use. One that was used before ends the grant, but for a moment
 * after its use, when the answer may have been lost. null: unknown, used, expired, revoked, not this program's, or the
 * person has left.
 */
export async function renewGrant(
  db: Database,
  { refreshToken, clientId }: { refreshToken: string; clientId: string },
  now: Date,
): Promise<ProgramTokens | null> {
  const hash = hashToken(refreshToken)
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ grant: oauthGrants })
      .from(oauthGrants)
      .innerJoin(apiKeys, eq(apiKeys.id, oauthGrants.keyId))
      .innerJoin(members, and(eq(members.userId, oauthGrants.userId), eq(members.workspaceId, oauthGrants.workspaceId)))
      .where(
        and(
          eq(oauthGrants.clientId, clientId),
          or(eq(oauthGrants.refreshHash, hash), eq(oauthGrants.previousHash, hash)),
          isNull(apiKeys.revokedAt),
          ne(members.role, 'viewer'),
          gt(oauthGrants.refreshExpiresAt, sql`now()`),
        ),
      )
      .for('update', { of: oauthGrants })
    if (!found) return null
    const { keyId, workspaceId, refreshHash, rotatedAt } = found.grant
    const isCurrent = refreshHash === hash
    if (!isCurrent && now.getTime() - rotatedAt.getTime() > GRACE_MS) {
      await endGrant(tx, { keyId, workspaceId })
      return null
    }
    const { row, tokens } = renewed(keyId, now)
    await tx
      .update(oauthGrants)
      .set({ ...row, previousHash: hash, ...(isCurrent ? {} : { rotatedAt }) })
      .where(eq(oauthGrants.keyId, keyId))
    await tx
      .update(apiKeys)
      .set({ expiresAt: row.refreshExpiresAt })
      .where(and(eq(apiKeys.id, keyId), eq(apiKeys.workspaceId, workspaceId)))
    return tokens
  })
}

function renewed(keyId: string, now: Date) {
  const tokens = { keyId, accessToken: newToken(PROGRAM_TOKEN), refreshToken: newToken(REFRESH_TOKEN) }
  const row = {
    accessHash: hashToken(tokens.accessToken),
    accessExpiresAt: new Date(now.getTime() + ACCESS_TTL_SECONDS * 1_000),
    refreshHash: hashToken(tokens.refreshToken),
    refreshExpiresAt: new Date(now.getTime() + REFRESH_TTL_MS),
    rotatedAt: now,
  }
  return { tokens, row }
}

/** A program that signs itself out, by either of its tokens (RFC 7009); of what is unknown nothing happens. */
export async function endGrantByToken(db: Database, token: string, clientId: string): Promise<void> {
  const hash = hashToken(token)
  await db.transaction(async (tx) => {
    const [grant] = await tx
      .select({ keyId: oauthGrants.keyId, workspaceId: oauthGrants.workspaceId })
      .from(oauthGrants)
      .where(
        and(
          eq(oauthGrants.clientId, clientId),
          or(eq(oauthGrants.refreshHash, hash), eq(oauthGrants.accessHash, hash)),
        ),
      )
    if (grant) await endGrant(tx, grant)
  })
}

export async function endGrant(
  tx: Transaction,
  { keyId, workspaceId }: { keyId: string; workspaceId: string },
): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt)))
}
