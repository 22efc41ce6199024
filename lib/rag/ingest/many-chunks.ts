import 'server-only'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'

/** Some 4 ms of the embedded database, for which everybody waits. */
const MOST = { postgres: 500, embedded: 10 }
/** Nine tenths of what it takes to store a chunk there is its vector. */
const MOST_WORDS = { ...MOST, embedded: 40 }

/** Whether so many chunks are deleted, and stored with their vectors, piece by piece: the transaction that makes it count only says so. */
export function areMany(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > MOST[isEmbedded(db) ? 'embedded' : 'postgres']
}

/** As above, of chunks that are stored without vectors. */
export function areManyWords(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > MOST_WORDS[isEmbedded(db) ? 'embedded' : 'postgres']
}
