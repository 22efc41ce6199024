import 'server-only'
import { arrayOverlaps, isNull, or, type SQL } from 'drizzle-orm'
import type { Actor } from '@/lib/auth/actor'
import { findMember } from '@/lib/auth/find-session'
import { EVERYONE, endUserViewer, memberViewer, type Viewer } from '@/lib/core/knowledge/document-access'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { memberOfGrant } from '../oauth/member-of-grant'

/**
 * Whose access a run has: that of the end user, of the member who started it or uses a page for members or an OAuth
 * client, or of everyone.
 */
export async function viewerOfCaller(db: Database, caller: Caller): Promise<Viewer> {
  const { workspaceId } = caller
  const { endUser, keyId, groups } = caller.actsFor ?? caller
  if (endUser !== null) {
    if (keyId !== null) {
      const userId = await memberOfGrant(db, { workspaceId, keyId, endUser })
      return userId === null ? endUserViewer(endUser, groups) : viewerOfMember(db, workspaceId, userId)
    }
    // Without a key only a verified name counts; a name chosen by a browser never has this form, so that nobody can
    // impersonate a user.
    const [, kind, name = ''] = /^(user|member):(.+)$/s.exec(endUser) ?? []
    if (kind === 'user') return endUserViewer(name, groups)
    return kind === 'member' ? viewerOfMember(db, workspaceId, name) : EVERYONE
  }
  return caller.userId === null ? EVERYONE : viewerOfMember(db, workspaceId, caller.userId)
}

async function viewerOfMember(db: Database, workspaceId: string, userId: string): Promise<Viewer> {
  const member = await findMember(db, userId, workspaceId)
  // A person who has left the workspace has no more rights than a stranger.
  return member ? memberViewer(member) : EVERYONE
}

export function viewerOfActor(actor: Actor): Viewer {
  return actor.kind === 'system' ? EVERYONE : memberViewer(actor)
}

/** Condition for lists and counts of documents; undefined if this person may see all. */
export function seenBy(actor: Actor): SQL | undefined {
  const viewer = viewerOfActor(actor)
  if (viewer === null) return undefined
  const isOpen = isNull(documents.access)
  return viewer.length === 0 ? isOpen : or(isOpen, arrayOverlaps(documents.access, [...viewer]))
}

export function maySee(actor: Actor, access: readonly string[] | null): boolean {
  const viewer = viewerOfActor(actor)
  return viewer === null || access === null || access.some((entry) => viewer.includes(entry))
}
