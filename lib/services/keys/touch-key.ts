import 'server-only'
import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { singleton } from '@/lib/platform/singleton'

const MAX_TOUCHED = 10_000

/** Runs at most once a minute per key and process, so that a busy key costs no statement per request. */
export function touchKey(db: Database, keyId: string): Promise<void> | undefined {
  const touched = singleton('touched-keys', () => new Map<string, number>())
  const nowMs = Date.now()
  if (nowMs - (touched.get(keyId) ?? 0) < 60_000) return undefined
  if (touched.size >= MAX_TOUCHED) touched.clear()
  touched.set(keyId, nowMs)
  return noteUse(db, keyId)
}

async function noteUse(db: Database, keyId: string): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.id, keyId),
        or(isNull(apiKeys.lastUsedAt), sql`${apiKeys.lastUsedAt} < now() - interval '1 minute'`),
      ),
    )
}
