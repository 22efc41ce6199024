import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { isTransient } from '@/lib/core/transient-errors'

const TRIES = 3
const LONGEST_WAIT_SECONDS = 60

/** Retries transient errors after the delay that the service requests. */
export async function withRetries<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || attempt === TRIES || !isTransient(error)) throw error
      const seconds = Math.min(error.retryAfterSeconds ?? attempt, LONGEST_WAIT_SECONDS)
      await wait(seconds * 1_000, undefined, { signal })
    }
  }
}
