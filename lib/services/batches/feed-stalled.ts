import 'server-only'
import { and, eq, exists, isNotNull, notExists, sql } from 'drizzle-orm'
import { batches, batchItems } from '@/lib/db/schema/automations'
import type { System } from '@/lib/services/system'
import { feedBatch } from './feed-batch'

const MAX_AT_ONCE = 100

/** Resumes visitors' batches that stopped because the app had no requests left in that minute. */
export async function feedStalled(system: System): Promise<void> {
  const { db } = system
  const itemsIn = (status: 'waiting' | 'running') =>
    db
      .select({ one: sql`1` })
      .from(batchItems)
      .where(and(eq(batchItems.batchId, batches.id), eq(batchItems.status, status)))
  const stalled = await db
    .select({ id: batches.id })
    .from(batches)
    .where(
      and(
        eq(batches.status, 'running'),
        isNotNull(batches.endUser),
        exists(itemsIn('waiting')),
        notExists(itemsIn('running')),
      ),
    )
    .limit(MAX_AT_ONCE)
  for (const { id } of stalled) await db.transaction((tx) => feedBatch(tx, system, id))
}
