import 'server-only'
import { retry as retryWork } from '@/lib/core/retry/retry'
import { isTransientFailure } from './is-transient'

/** As long as the events of a run wait for the database: a restart fails no step that only reads. */
export const DATABASE_RETRY = { withinMs: 20_000, firstMs: 50, maxMs: 1_000 } as const

/**
 * Repeats work while the database is unreachable or locked. The acknowledgement of a commit can be lost, so work that
 * writes must recognize what it has already stored. @throws the last error
 */
export function retry<T>(work: () => Promise<T>): Promise<T> {
  return retryWork(work, { ...DATABASE_RETRY, isTransient: isTransientFailure })
}
