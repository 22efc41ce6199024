import 'server-only'
import type { Database } from '@/lib/db/database'
import { briefCache } from '../per-database'

/** The live version of a slug, for lib/runs; cached for a second. */
export const liveAppCache = <App>(db: Database) => briefCache<App>('live-apps', db)

/** After a change of the live version: this process sees it at once, others within a second. */
export function forgetLiveApps(db: Database): void {
  liveAppCache(db).clear()
}
