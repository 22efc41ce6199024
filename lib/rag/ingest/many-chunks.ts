import 'server-only'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'

/** About 4 ms of the embedded database, which blocks all others. */
const MAX = { postgres: 500, embedded: 10 }
/** Nine tenths of storing a chunk there is its vector. */
const MAX_WORDS = { ...MAX, embedded: 40 }

/**
 * Whether this many chunks are deleted and stored in batches outside of the transaction, which then
 * only switches their visibility.
 */
export function areMany(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > MAX[isEmbedded(db) ? 'embedded' : 'postgres']
}

/** The same for chunks stored without vectors. */
export function areManyWords(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > MAX_WORDS[isEmbedded(db) ? 'embedded' : 'postgres']
}
