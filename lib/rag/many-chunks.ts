import 'server-only'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'

/** Some 4 ms of the embedded database, for which everybody waits. */
const MOST = { postgres: 500, embedded: 10 }

/** Whether so many chunks are stored, and deleted, piece by piece: the transaction that makes it count only says so. */
export function areMany(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > (isEmbedded(db) ? MOST.embedded : MOST.postgres)
}
