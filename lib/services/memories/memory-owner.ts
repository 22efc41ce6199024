import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { memories } from '@/lib/db/schema/memories'
import { lockName } from '@/lib/db/statements/lock-name'

/** An end user of an app in one of its environments, which is empty for drafts. */
export interface MemoryOwner {
  workspaceId: string
  appId: string
  environment: string
  endUser: string
}

const isOfUser = ({ workspaceId, environment, endUser }: MemoryOwner): SQL | undefined =>
  and(eq(memories.workspaceId, workspaceId), eq(memories.environment, environment), eq(memories.endUser, endUser))

/** Facts that the app stored. */
export const ofApp = (owner: MemoryOwner): SQL | undefined => and(isOfUser(owner), eq(memories.appId, owner.appId))

/** Facts that the app can recall: its own, and those that apps share in the workspace. */
export const visibleTo = (owner: MemoryOwner): SQL | undefined =>
  and(isOfUser(owner), or(eq(memories.appId, owner.appId), memories.isShared))

export const isCurrent = (): SQL => gt(memories.expiresAt, sql`now()`)

/** Serializes changes for an end user: similar facts are found, and a withdrawal sees the facts of a running step. */
export const lockOwner = (
  tx: Transaction,
  { workspaceId, endUser }: Pick<MemoryOwner, 'workspaceId' | 'endUser'>,
): Promise<void> => lockName(tx, `memories:${workspaceId}:${endUser}`)
