import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { members, workspaces } from '@/lib/db/schema/auth'
import type { UserActor } from './actor'
import type { Auth } from './better-auth'

export interface StudioSession {
  actor: UserActor
  workspace: { id: string; name: string }
}

/** The signed-in user with the first workspace that he belongs to, read afresh so that a removed member is out at once. */
export async function findSession(auth: Auth, db: Database, headers: Headers): Promise<StudioSession | null> {
  const found = await auth.api.getSession({ headers })
  return found ? sessionOfUser(db, found.user) : null
}

export async function sessionOfUser(
  db: Database,
  user: { id: string; name: string; email: string },
): Promise<StudioSession | null> {
  const [membership] = await db
    .select({ role: members.role, id: workspaces.id, name: workspaces.name })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, user.id)))
    .orderBy(asc(members.createdAt))
    .limit(1)
  if (!membership) return null
  return {
    actor: { kind: 'user', userId: user.id, name: user.name, email: user.email, role: membership.role },
    workspace: { id: membership.id, name: membership.name },
  }
}
