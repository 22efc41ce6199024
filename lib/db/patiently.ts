import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { explainDatabaseFailure } from './explain-failure'

/** As long as the events of a run wait for the database: a restart of it fails no step that only had to look something up. */
const PATIENCE_MS = 20_000

/** For reads within a run: tries again while the database is away. @throws what the read throws otherwise, or in the end */
export async function patiently<T>(read: () => Promise<T>, signal?: AbortSignal | null): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
    try {
      return await read()
    } catch (error) {
      if (explainDatabaseFailure(error) === null || Date.now() > giveUpAt) throw error
      await wait(delayMs, undefined, signal ? { signal } : {})
    }
  }
}
