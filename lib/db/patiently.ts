import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { explainDatabaseFailure } from './explain-failure'

/** As long as the events of a run wait for the database: a restart of it fails no step that only had to look something up. */
const PATIENCE_MS = 20_000

/** For reads within a run: tries again while the database is away. @throws what the read throws otherwise, or in the end */
export function patiently<T>(read: () => Promise<T>, signal?: AbortSignal | null): Promise<T>
/** What is at hand is given as it is: a call of a model looks up half a dozen things, nearly always in memory. */
export function patiently<T>(read: () => T | Promise<T>, signal?: AbortSignal | null): T | Promise<T>
export function patiently<T>(read: () => T | Promise<T>, signal?: AbortSignal | null): T | Promise<T> {
  const found = read()
  // Statements of drizzle are thenable, and no promises.
  if (!isThenable(found)) return found
  return Promise.resolve(found).catch((error: unknown) => tryAgain(read, error, signal ?? null))
}

const isThenable = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof value === 'object' && value !== null && 'then' in value

async function tryAgain<T>(read: () => T | Promise<T>, first: unknown, signal: AbortSignal | null): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS
  let error = first
  for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
    if (explainDatabaseFailure(error) === null || Date.now() > giveUpAt) throw error
    await wait(delayMs, undefined, signal ? { signal } : {})
    try {
      return await read()
    } catch (thrown) {
      error = thrown
    }
  }
}
