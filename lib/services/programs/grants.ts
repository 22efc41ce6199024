import 'server-only'
import { and, eq, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeyApps, apiKeys, apps } from '@/lib/db/schema/apps'
import { members } from '@/lib/db/schema/auth'
import { oauthClients, type oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { derived, familyOf, hashToken, newFamily, newSalt, newToken, PROGRAM_TOKEN, REFRESH_TOKEN } from './token'

export const ACCESS_TTL_SECONDS = 3_600
/** From the last time that the program renewed its tokens. */
const REFRESH_TTL_MS = 30 * 86_400_000
/** An answer with new tokens may be lost on its way; so long the token before gets it once more. */
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
  const refreshToken = newToken(`${REFRESH_TOKEN}${newFamily()}.`)
  const tokens = { keyId, accessToken: newToken(PROGRAM_TOKEN), refreshToken }
  const row = toRow(tokens, now)
  await endGrantsBefore(tx, code)
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
 * New tokens for a refresh token, which is good for one use. Within a moment after its use, when the answer may have
 * been lost, it gets the same answer again; any other that was used before ends the grant. null: unknown, used, expired,
 * revoked, not this program's, or the person has left.
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
          or(eq(oauthGrants.refreshHash, hash), isOfFamily(refreshToken)),
          isNull(apiKeys.revokedAt),
          ne(members.role, 'viewer'),
          gt(oauthGrants.refreshExpiresAt, sql`now()`),
        ),
      )
      .for('update', { of: oauthGrants })
    if (!found) return null
    const { keyId, workspaceId, refreshHash, previousHash, rotationSalt, rotatedAt } = found.grant
    if (refreshHash !== hash) {
      const isLost = previousHash === hash && now.getTime() - rotatedAt.getTime() <= GRACE_MS
      if (isLost && rotationSalt !== null) return tokensAfter(keyId, refreshToken, rotationSalt)
      await endGrant(tx, { keyId, workspaceId })
      return null
    }
    const salt = newSalt()
    const tokens = tokensAfter(keyId, refreshToken, salt)
    const row = toRow(tokens, now)
    await tx
      .update(oauthGrants)
      .set({ ...row, previousHash: hash, rotationSalt: salt })
      .where(and(eq(oauthGrants.keyId, keyId), eq(oauthGrants.workspaceId, workspaceId)))
    await tx
      .update(apiKeys)
      .set({ expiresAt: row.refreshExpiresAt })
      .where(and(eq(apiKeys.id, keyId), eq(apiKeys.workspaceId, workspaceId)))
    return tokens
  })
}

/** Nothing is of the family of what is no refresh token. */
function isOfFamily(token: string): SQL | undefined {
  const family = familyOf(token)
  return family === null ? undefined : eq(oauthGrants.familyHash, hashToken(family))
}

function tokensAfter(keyId: string, refreshToken: string, salt: string): ProgramTokens {
  const family = familyOf(refreshToken) ?? derived('family', refreshToken, salt)
  return {
    keyId,
    accessToken: PROGRAM_TOKEN + derived('access', refreshToken, salt),
    refreshToken: `${REFRESH_TOKEN}${family}.${derived('refresh', refreshToken, salt)}`,
  }
}

function toRow({ accessToken, refreshToken }: ProgramTokens, now: Date) {
  return {
    familyHash: hashToken(familyOf(refreshToken) ?? ''),
    accessHash: hashToken(accessToken),
    accessExpiresAt: new Date(now.getTime() + ACCESS_TTL_SECONDS * 1_000),
    refreshHash: hashToken(refreshToken),
    refreshExpiresAt: new Date(now.getTime() + REFRESH_TTL_MS),
    rotatedAt: now,
  }
}

/** Connecting anew takes the place of what was there. */
async function endGrantsBefore(
  tx: Transaction,
  { clientId, workspaceId, userId, resource }: Pick<Code, 'clientId' | 'workspaceId' | 'userId' | 'resource'>,
): Promise<void> {
  await endGrantsWhere(
    tx,
    workspaceId,
    and(
      eq(oauthGrants.clientId, clientId),
      eq(oauthGrants.userId, userId),
      resource === null ? isNull(oauthGrants.resource) : eq(oauthGrants.resource, resource),
    ),
  )
}

/** Of a member who leaves: coming back later brings none of them back. */
export async function endGrantsOfMember(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  await endGrantsWhere(tx, workspaceId, eq(oauthGrants.userId, userId))
}

async function endGrantsWhere(tx: Transaction, workspaceId: string, which: SQL | undefined): Promise<void> {
  const keys = tx
    .select({ id: oauthGrants.keyId })
    .from(oauthGrants)
    .where(and(eq(oauthGrants.workspaceId, workspaceId), which))
  await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt), inArray(apiKeys.id, keys)))
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
          or(eq(oauthGrants.refreshHash, hash), eq(oauthGrants.accessHash, hash), isOfFamily(token)),
        ),
      )
    if (grant) await endGrant(tx, grant)
  })
}

export async function endGrant(
  tx: Transaction,
  { keyId, workspaceId }: { keyId: string; workspaceId: string },
): Promise<void> {
  await endGrantsWhere(tx, workspaceId, eq(oauthGrants.keyId, keyId))
}
