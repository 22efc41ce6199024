import 'server-only'
import type { Database } from '@/lib/db/database'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { memberOfGrant } from '../oauth/member-of-grant'
import type { MemoryOwner } from './memory-owner'

/** The name under which an app keeps facts about a user of the customer, as in the widget. */
export const nameOfVerified = (endUser: string): string => `user:${endUser}`

/** Whose facts a run stores and recalls. @returns null without an end user */
export async function memoryOwner(db: Database, caller: Caller): Promise<MemoryOwner | null> {
  const { workspaceId, appId, environment } = caller
  const endUser = appId === null ? null : await endUserOf(db, caller)
  // Batches share the facts of their environment.
  return appId === null || endUser === null ? null : { workspaceId, appId, environment: environment ?? '', endUser }
}

/** A member who tries a draft is its end user. */
async function endUserOf(db: Database, caller: Caller): Promise<string | null> {
  const { workspaceId, versionId, userId, actsFor } = caller
  const { endUser, keyId } = actsFor ?? caller
  if (endUser === null) return actsFor || versionId !== null || userId === null ? null : `member:${userId}`
  if (keyId === null) return endUser
  const memberId = await memberOfGrant(db, { workspaceId, keyId, endUser })
  return memberId === null ? nameOfVerified(endUser) : `member:${memberId}`
}
