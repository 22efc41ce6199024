import 'server-only'
import { and, inArray, lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { channelMessages } from '@/lib/db/schema/channels'

/**
 * Deletes messages that ended more than 30 days ago. Until then they reject repeated deliveries; services repeat one for
 * a few days at most.
 */
export async function pruneMessages(db: Database): Promise<void> {
  const isOld = lt(channelMessages.createdAt, sql`now() - interval '30 days'`)
  await db.delete(channelMessages).where(and(isOld, inArray(channelMessages.status, ['answered', 'failed'])))
}
