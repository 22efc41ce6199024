import 'server-only'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { MemberIdentity } from '@/lib/core/knowledge/document-access'
import type { Database } from '@/lib/db/database'
import { isEmailConfirmed } from '@/lib/db/is-email-confirmed'
import { apiKeyApps, apiKeys } from '@/lib/db/schema/apps'
import { members, users } from '@/lib/db/schema/auth'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { KEY_COLUMNS, type KnownKey, toKey } from '../keys/find-key'
import { briefCache } from '../per-database'
import { isInForce, isItsMember } from './active-grants'
import { ACCESS_TOKEN_PREFIX, hashToken } from './token'

/** A grant of an OAuth client that calls MCP on behalf of a member. */
export interface ActiveGrant {
  key: KnownKey
  member: MemberIdentity
  /** The only path that the client may call, such as `/mcp`, or null for all MCP paths. */
  resource: string | null
}

/**
 * The grant of an access token, cached for a second. @returns null if the token is unknown, expired or revoked, or if
 * its member has left or may no longer run apps
 */
export async function findGrant(db: Database, accessToken: string): Promise<ActiveGrant | null> {
  if (!accessToken.startsWith(ACCESS_TOKEN_PREFIX)) return null
  const hash = hashToken(accessToken)
  return briefCache<ActiveGrant | null>('program-grants', db).get(hash, () => readGrant(db, hash))
}

async function readGrant(db: Database, hash: string): Promise<ActiveGrant | null> {
  const rows = await db
    .select({
      ...KEY_COLUMNS,
      resource: oauthGrants.resource,
      member: { userId: members.userId, email: users.email, isEmailConfirmed, role: members.role },
    })
    .from(oauthGrants)
    .innerJoin(apiKeys, eq(apiKeys.id, oauthGrants.keyId))
    .innerJoin(members, isItsMember)
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(apiKeyApps, eq(apiKeyApps.keyId, apiKeys.id))
    .where(and(isInForce, eq(oauthGrants.accessHash, hash), gt(oauthGrants.accessExpiresAt, sql`now()`)))
  const [first] = rows
  const key = toKey(rows)
  return first && key ? { key, member: first.member, resource: first.resource } : null
}

/** Whether a grant is active, without a token: during long calls the client may renew its tokens. */
export async function isGrantActive(
  db: Database,
  { keyId, workspaceId }: Pick<KnownKey, 'keyId' | 'workspaceId'>,
): Promise<boolean> {
  const found = await db
    .select({ keyId: oauthGrants.keyId })
    .from(oauthGrants)
    .innerJoin(apiKeys, eq(apiKeys.id, oauthGrants.keyId))
    .innerJoin(members, isItsMember)
    .where(
      and(
        isInForce,
        eq(oauthGrants.keyId, keyId),
        eq(oauthGrants.workspaceId, workspaceId),
        gt(oauthGrants.refreshExpiresAt, sql`now()`),
      ),
    )
  return found.length > 0
}
