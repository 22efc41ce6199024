import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { MemberIdentity } from '@/lib/core/knowledge/document-access'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import type { Database } from '@/lib/db/database'
import { isEmailConfirmed } from '@/lib/db/is-email-confirmed'
import { members, users, workspaces } from '@/lib/db/schema/auth'
import { sessionWorkspaces } from '@/lib/db/schema/people'
import type { UserActor } from './actor'
import type { Auth } from './better-auth'

/** A signed-in person, whether or not they belong to a workspace. */
export interface Account {
  sessionId: string
  user: { id: string; name: string; email: string }
}

export interface StudioSession {
  actor: UserActor
  locale: StudioLocale | null
  workspace: { id: string; name: string }
}

export async function findAccount(auth: Auth, headers: Headers): Promise<Account | null> {
  const found = await auth.api.getSession({ headers })
  return found ? { sessionId: found.session.id, user: found.user } : null
}

/**
 * The person and the workspace in which their session works. Both are read from the database, so that a
 * removed member loses access at once. The session works in the selected workspace while the person is a
 * member of it, otherwise in the first one that they joined.
 */
export async function sessionOfUser(
  db: Database,
  user: Account['user'],
  sessionId: string | null = null,
): Promise<StudioSession | null> {
  const isOfSession = and(eq(sessionWorkspaces.workspaceId, members.workspaceId), eqOrNone(sessionId))
  const [membership] = await db
    .select({ role: members.role, isEmailConfirmed, id: workspaces.id, name: workspaces.name, locale: users.locale })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(sessionWorkspaces, isOfSession)
    .where(eq(members.userId, user.id))
    .orderBy(isNull(sessionWorkspaces.sessionId), asc(members.createdAt))
    .limit(1)
  if (!membership) return null
  return {
    actor: {
      kind: 'user',
      userId: user.id,
      name: user.name,
      email: user.email,
      isEmailConfirmed: membership.isEmailConfirmed,
      role: membership.role,
    },
    locale: membership.locale,
    workspace: { id: membership.id, name: membership.name },
  }
}

/** A member of a workspace other than the session's current one, if need be. Null if the user is not a member. */
export async function findMember(db: Database, userId: string, workspaceId: string): Promise<MemberIdentity | null> {
  const [member] = await db
    .select({ userId: members.userId, email: users.email, isEmailConfirmed, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.userId, userId), eq(members.workspaceId, workspaceId)))
  return member ?? null
}

/** A new session has no selected workspace. */
function eqOrNone(sessionId: string | null) {
  return sessionId === null ? isNull(sessionWorkspaces.sessionId) : eq(sessionWorkspaces.sessionId, sessionId)
}
