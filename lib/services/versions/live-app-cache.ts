import 'server-only'
import type { Database } from '@/lib/db/database'
import { briefCache } from '../per-database'

/** What is live under a slug, for lib/runs; a second old at most. */
export const liveAppCache = <App>(db: Database) => briefCache<App>('live-apps', db)

/** After a change of what is live: this process knows it at once, others within a second. */
export function forgetLiveApps(db: Database): void {
  liveAppCache(db).clear()
}
