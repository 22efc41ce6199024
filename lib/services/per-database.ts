import 'server-only'
import type { Database } from '@/lib/db/database'
import { BriefCache } from '@/lib/platform/brief-cache'
import { singleton } from '@/lib/platform/singleton'

/** One value per database: a process has one, tests have several. */
export function perDatabase<T>(key: string, db: Database, make: () => T): T {
  const all = singleton(key, () => new WeakMap<Database, { value: T }>())
  const cached = all.get(db)
  if (cached) return cached.value
  const value = make()
  all.set(db, { value })
  return value
}

/** Maximum age of cached rows. A process drops what it changes itself at once. */
const FRESH_MS = 1_000

/** A cache for rows that every request needs and that seldom change. */
export function briefCache<T>(key: string, db: Database): BriefCache<T> {
  return perDatabase(key, db, () => new BriefCache<T>(FRESH_MS))
}
