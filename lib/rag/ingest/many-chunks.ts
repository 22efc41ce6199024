import 'server-only'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'

/** About 4 ms of the embedded database, which block all other statements. */
const MAX = { postgres: 500, embedded: 10 }
/** On the embedded database, nine tenths of the time to store a chunk go to its vector. */
const MAX_WORDS = { ...MAX, embedded: 40 }

/**
 * Whether this many chunks are deleted and stored in batches outside of the transaction, which then
 * only switches their visibility.
 */
export function areMany(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > MAX[isEmbedded(db) ? 'embedded' : 'postgres']
}

/** Like `areMany`, for chunks stored without vectors. */
export function areManyWords(db: Database | Transaction, chunkCount: number): boolean {
  return chunkCount > MAX_WORDS[isEmbedded(db) ? 'embedded' : 'postgres']
}
