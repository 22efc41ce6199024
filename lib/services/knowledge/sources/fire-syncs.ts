import 'server-only'
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { knowledgeSources } from '@/lib/db/schema/knowledge-sources'
import { nextTimes } from '../../schedules/cron'
import type { System } from '../../system'
import { createSync } from './create-sync'

/**
 * Starts the syncs that are due. Each is one transaction that locks its row, so that only one process starts it. Missed
 * times are covered by one sync. @returns the number of due sources
 */
export async function fireSyncs(system: System, { now }: { now?: Date } = {}): Promise<number> {
  const isDue = lte(knowledgeSources.nextSyncAt, now ?? sql`now()`)
  // Runs every second, so the check is one statement.
  const due = await system.db.select({ id: knowledgeSources.id }).from(knowledgeSources).where(isDue).limit(1)
  if (due.length === 0) return 0
  let fired = 0
  while (await fireOne()) fired += 1
  return fired

  async function fireOne(): Promise<boolean> {
    return system.db.transaction(async (tx) => {
      const [source] = await tx
        .select()
        .from(knowledgeSources)
        .where(isDue)
        .orderBy(asc(knowledgeSources.nextSyncAt))
        .limit(1)
        .for('update', { skipLocked: true })
      if (!source) return false
      await createSync(tx, system, source, { cause: 'schedule' })
      const { cron, timeZone } = source
      const [next] = cron === null ? [] : nextTimes({ cron, timeZone }, now ?? new Date(), 1)
      await tx
        .update(knowledgeSources)
        .set({ nextSyncAt: next ?? null })
        .where(and(eq(knowledgeSources.id, source.id), eq(knowledgeSources.workspaceId, source.workspaceId)))
      return true
    })
  }
}
