import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { oauthGrants } from '@/lib/db/schema/oauth'

const MEMBER = /^member:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/**
 * The member who authorized the OAuth client of this key. @returns null for a regular key: its end users belong to its
 * own app, so that no name of an end user grants a member's access
 */
export async function memberOfGrant(
  db: Database,
  { workspaceId, keyId, endUser }: { workspaceId: string; keyId: string; endUser: string },
): Promise<string | null> {
  const userId = MEMBER.exec(endUser)?.[1]
  if (userId === undefined) return null
  const [grant] = await db
    .select({ userId: oauthGrants.userId })
    .from(oauthGrants)
    .where(and(eq(oauthGrants.keyId, keyId), eq(oauthGrants.workspaceId, workspaceId), eq(oauthGrants.userId, userId)))
  return grant?.userId ?? null
}
