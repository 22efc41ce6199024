import 'server-only'
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { familyOf, hashToken } from './token'

export async function endGrant(
  tx: Transaction,
  { keyId, workspaceId }: { keyId: string; workspaceId: string },
): Promise<void> {
  await revokeGrantsWhere(tx, workspaceId, eq(oauthGrants.keyId, keyId))
}

/** Revokes the grants of a member who leaves: rejoining later restores none of them. */
export async function revokeGrantsOfMember(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  await revokeGrantsWhere(tx, workspaceId, eq(oauthGrants.userId, userId))
}

export async function revokeGrantsWhere(tx: Transaction, workspaceId: string, which: SQL | undefined): Promise<void> {
  const keys = tx
    .select({ id: oauthGrants.keyId })
    .from(oauthGrants)
    .where(and(eq(oauthGrants.workspaceId, workspaceId), which))
  await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt), inArray(apiKeys.id, keys)))
}

/** Revokes a grant by either of its tokens (RFC 7009); unknown tokens are ignored. */
export async function revokeGrantByToken(db: Database, token: string, clientId: string): Promise<void> {
  const family = familyOf(token)
  await db.transaction(async (tx) => {
    const [grant] = await tx
      .select({ keyId: oauthGrants.keyId, workspaceId: oauthGrants.workspaceId })
      .from(oauthGrants)
      .where(
        and(
          eq(oauthGrants.clientId, clientId),
          or(
            eq(oauthGrants.accessHash, hashToken(token)),
            family === null ? undefined : eq(oauthGrants.familyHash, hashToken(family)),
          ),
        ),
      )
    if (grant) await endGrant(tx, grant)
  })
}
