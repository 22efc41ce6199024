import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/auth/actor'
import { EVERYONE, endUserViewer, memberViewer, type Viewer } from '@/lib/core/document-access'
import type { Database } from '@/lib/db/database'
import { members, users } from '@/lib/db/schema/auth'
import type { Caller } from '@/lib/models/gateway/gateway-services'

/** Whose documents a run may read: the end user's, the member's who started it, or those that everyone may see. */
export async function viewerOfCaller(db: Database, caller: Caller): Promise<Viewer> {
  if (caller.endUser !== null) return endUserViewer(caller.endUser, caller.groups ?? [])
  if (caller.userId === null) return EVERYONE
  const [member] = await db
    .select({ email: users.email, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, caller.workspaceId), eq(members.userId, caller.userId)))
  // Who has left the workspace since has no more rights than a stranger.
  return member ? memberViewer(member) : EVERYONE
}

export function viewerOfActor(actor: Actor): Viewer {
  return actor.kind === 'system' ? EVERYONE : memberViewer(actor)
}
