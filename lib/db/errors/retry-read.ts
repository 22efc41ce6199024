import 'server-only'
import { retry } from '@/lib/core/retry/retry'
import { explainDatabaseFailure } from './explain-failure'
import { DATABASE_RETRY } from './retry'

/**
 * For reads within a run: retries while the database is unreachable. @throws other errors at once, and the last one in
 * the end
 */
export function retryRead<T>(query: () => Promise<T>, signal?: AbortSignal | null): Promise<T>
/** Returns available values synchronously: a model call looks up half a dozen values, nearly always in memory. */
export function retryRead<T>(query: () => T | Promise<T>, signal?: AbortSignal | null): T | Promise<T>
export function retryRead<T>(query: () => T | Promise<T>, signal?: AbortSignal | null): T | Promise<T> {
  const found = query()
  // Drizzle statements are thenable but not promises.
  if (!isThenable(found)) return found
  let first: Promise<T> | null = found
  const next = () => {
    const reading = first ?? query()
    first = null
    return reading
  }
  return retry(next, { ...DATABASE_RETRY, isTransient: isAway, signal: signal ?? null })
}

const isThenable = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof value === 'object' && value !== null && 'then' in value

const isAway = (error: unknown): boolean => explainDatabaseFailure(error) !== null
