import 'server-only'
import type { Database } from '@/lib/db/database'
import { localAddresses } from '@/lib/db/schema/governance'
import { canAllowLocalAddresses, localAllowList } from '@/lib/egress/local-addresses'
import { briefCache } from '../per-database'

const KEY = 'all'

const addressCache = (db: Database) => briefCache<string>('local-addresses', db)

/** The addresses of this computer that owners allowed, in the format of `egressFor`; cached for a second. */
export function readLocalAddresses(db: Database): string | Promise<string> {
  // On a public server stored addresses are neither read nor applied.
  if (!canAllowLocalAddresses()) return ''
  return addressCache(db).peek(KEY) ?? addressCache(db).get(KEY, () => load(db))
}

/** Call after a change: this process applies it at once, others within a second. */
export function forgetLocalAddresses(db: Database): void {
  addressCache(db).forget(KEY)
}

const load = async (db: Database): Promise<string> =>
  localAllowList(await db.select({ host: localAddresses.host, port: localAddresses.port }).from(localAddresses))
