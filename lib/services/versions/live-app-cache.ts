import 'server-only'
import type { Database } from '@/lib/db/database'
import { briefCache } from '../per-database'
import type { PublishedApp } from './published-app'

/** The live app of a slug, at most one second old. */
export const liveAppCache = (db: Database) => briefCache<PublishedApp | null>('live-apps', db)

/** Call after a change of the live version: this process applies it at once, others within a second. */
export function forgetLiveApps(db: Database): void {
  liveAppCache(db).clear()
}
