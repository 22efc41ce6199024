import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { apiKeyApps, apiKeys, apps } from '@/lib/db/schema/apps'
import { members } from '@/lib/db/schema/auth'
import { oauthClients, type oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { type GrantTokens, toRow } from './grant-tokens'
import { revokeGrantsWhere } from './revoke-grants'
import { ACCESS_TOKEN_PREFIX, hashToken, newFamily, newRefreshToken, newToken } from './token'

type Code = typeof oauthCodes.$inferSelect

/**
 * Creates the grant of a code and replaces the person's previous grant to this client. @returns null if the person has
 * left the workspace since, or if all of its apps were deleted
 */
export async function createGrant(tx: Transaction, code: Code): Promise<GrantTokens | null> {
  const { clientId, workspaceId, userId, resource, environment } = code
  const [client] = await tx
    .select({ name: oauthClients.name })
    .from(oauthClients)
    .innerJoin(members, and(eq(members.userId, userId), eq(members.workspaceId, workspaceId)))
    .where(eq(oauthClients.id, clientId))
  const owned = await tx
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.workspaceId, workspaceId), isNull(apps.deletedAt)))
  const appIds = owned.map(({ id }) => id).filter((id) => code.appIds.includes(id))
  if (!client || appIds.length === 0) return null
  await endGrantsBefore(tx, code)
  const keyId = newId()
  const family = newFamily()
  const tokens = { keyId, accessToken: newToken(ACCESS_TOKEN_PREFIX), refreshToken: newRefreshToken(family) }
  const row = { ...toRow(tokens), familyHash: hashToken(family) }
  await tx.insert(apiKeys).values({
    id: keyId,
    workspaceId,
    name: client.name,
    // A hash of no existing secret: the key is only usable through the client's tokens, and only for MCP.
    hash: hashToken(newToken('')),
    start: ACCESS_TOKEN_PREFIX,
    last4: '',
    environment,
    expiresAt: row.refreshExpiresAt,
  })
  await tx.insert(apiKeyApps).values(appIds.map((appId) => ({ keyId, appId, workspaceId })))
  await tx.insert(oauthGrants).values({ ...row, keyId, clientId, workspaceId, userId, resource })
  return tokens
}

async function endGrantsBefore(
  tx: Transaction,
  { clientId, workspaceId, userId, resource }: Pick<Code, 'clientId' | 'workspaceId' | 'userId' | 'resource'>,
): Promise<void> {
  await revokeGrantsWhere(
    tx,
    workspaceId,
    and(
      eq(oauthGrants.clientId, clientId),
      eq(oauthGrants.userId, userId),
      resource === null ? isNull(oauthGrants.resource) : eq(oauthGrants.resource, resource),
    ),
  )
}
