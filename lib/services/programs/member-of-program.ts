import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { oauthGrants } from '@/lib/db/schema/oauth'

const MEMBER = /^member:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/**
 * The member for whom a program calls that he let in. null: it has a key of its own, and whom that names is the end
 * user of its maker, whatever the name looks like (T69).
 */
export async function memberOfProgram(
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
