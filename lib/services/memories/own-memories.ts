import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type { OwnMemories } from '@/lib/contracts/public'
import type { Database } from '@/lib/db/database'
import { memories, memoryConsents } from '@/lib/db/schema/memories'
import { consentOf, isDecisionOf } from './memory-consent'
import { isCurrent, lockOwner, type MemoryOwner, visibleTo } from './memory-owner'

/** The decision of an end user, and all that the app remembers about them. */
export async function ownMemories(db: Database, owner: MemoryOwner): Promise<OwnMemories> {
  const [consent, facts] = await Promise.all([
    consentOf(db, owner),
    db
      .select({ id: memories.id, text: memories.text, updatedAt: memories.updatedAt })
      .from(memories)
      .where(and(visibleTo(owner), isCurrent()))
      .orderBy(desc(memories.id)),
  ])
  return {
    consent,
    facts: facts.map(({ id, text, updatedAt }) => ({ id, text, updatedAt: updatedAt.toISOString() })),
  }
}

/** Stores the decision of an end user. A refusal deletes everything that the app can recall. */
export async function setMemoryConsent(db: Database, owner: MemoryOwner, isGiven: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwner(tx, owner)
    const { workspaceId, appId, environment, endUser } = owner
    await tx
      .insert(memoryConsents)
      .values({ workspaceId, appId, environment, endUser, isGiven })
      .onConflictDoUpdate({
        target: [memoryConsents.appId, memoryConsents.environment, memoryConsents.endUser],
        set: { isGiven, updatedAt: new Date() },
      })
    if (!isGiven) await tx.delete(memories).where(visibleTo(owner))
  })
}

/** Deletes one fact, or all facts and the decision, so that the end user is asked again. @returns how many facts */
export async function forgetMemories(db: Database, owner: MemoryOwner, id: string | null): Promise<number> {
  return db.transaction(async (tx) => {
    await lockOwner(tx, owner)
    if (id === null) await tx.delete(memoryConsents).where(isDecisionOf(owner))
    const named = id === null ? undefined : eq(memories.id, id)
    const deleted = await tx
      .delete(memories)
      .where(and(visibleTo(owner), named))
      .returning({ id: memories.id })
    return deleted.length
  })
}
