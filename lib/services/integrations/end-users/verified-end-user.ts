import 'server-only'
import type { Database } from '@/lib/db/database'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { memberOfGrant } from '../../oauth/member-of-grant'

/** The owner of connections: an end user of one app. */
export interface EndUser {
  appId: string
  /** `user:…`, as named by the customer's server, or `member:…`. */
  name: string
  /** The member, who also sees the connection in the studio. */
  memberId: string | null
}

type Named = Pick<Caller, 'workspaceId' | 'appId' | 'userId' | 'endUser' | 'keyId' | 'actsFor'>

/**
 * The person whose accounts a run may use. Null if there is none, or the browser only has a random id.
 * Names that browsers send never have the form of a verified one.
 */
export async function verifiedEndUser(db: Database, caller: Named): Promise<EndUser | null> {
  const { workspaceId, appId } = caller
  const { endUser, keyId } = caller.actsFor ?? caller
  if (appId === null) return null
  if (endUser === null) return caller.userId === null ? null : memberOf(appId, caller.userId)
  if (keyId === null) return verifiedVisitor(appId, endUser)
  const memberId = await memberOfGrant(db, { workspaceId, keyId, endUser })
  return memberId === null ? { appId, name: `user:${endUser}`, memberId: null } : memberOf(appId, memberId)
}

/** The end user of a page or widget. */
export function verifiedVisitor(appId: string, endUser: string): EndUser | null {
  const [, kind, name = ''] = /^(user|member):(.+)$/s.exec(endUser) ?? []
  if (kind === 'member') return memberOf(appId, name)
  return kind === 'user' ? { appId, name: endUser, memberId: null } : null
}

const memberOf = (appId: string, memberId: string): EndUser => ({ appId, name: `member:${memberId}`, memberId })
