import 'server-only'
import { explainDatabaseFailure } from './explain-failure'
import { retryAfter } from './retry'

/** For reads within a run: tries again while the database is away. @throws what the read throws otherwise, or in the end */
export function patiently<T>(read: () => Promise<T>, signal?: AbortSignal | null): Promise<T>
/** What is at hand is given as it is: a call of a model looks up half a dozen things, nearly always in memory. */
export function patiently<T>(read: () => T | Promise<T>, signal?: AbortSignal | null): T | Promise<T>
export function patiently<T>(read: () => T | Promise<T>, signal?: AbortSignal | null): T | Promise<T> {
  const found = read()
  // Statements of drizzle are thenable, and no promises.
  if (!isThenable(found)) return found
  return Promise.resolve(found).catch((error: unknown) =>
    retryAfter(error, read, { isTransient: isAway, signal: signal ?? null }),
  )
}

const isThenable = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof value === 'object' && value !== null && 'then' in value

const isAway = (error: unknown): boolean => explainDatabaseFailure(error) !== null
