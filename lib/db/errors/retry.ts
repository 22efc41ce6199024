import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { isTransientFailure } from './is-transient'

/** As long as the events of a run wait for the database: a restart fails no step that only reads. */
const MAX_RETRY_MS = 20_000
const FIRST_DELAY_MS = 50
const MAX_DELAY_MS = 1_000

interface RetryOptions {
  /** Whether the same work may succeed a moment later. */
  isTransient?: (error: unknown) => boolean
  signal?: AbortSignal | null
}

/**
 * Runs the work again, with exponential backoff and jitter, while it fails with transient errors. The acknowledgement of
 * a commit can be lost, so work that writes must recognize what it has already stored. @throws the last error
 */
export function retry<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  return work().catch((error: unknown) => retryAfter(error, work, options))
}

/** The same for work that has failed once with this error. */
export async function retryAfter<T>(
  first: unknown,
  work: () => T | Promise<T>,
  { isTransient = isTransientFailure, signal = null }: RetryOptions = {},
): Promise<T> {
  const giveUpAt = performance.now() + MAX_RETRY_MS
  let error = first
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
    if (!isTransient(error) || performance.now() > giveUpAt) throw error
    await wait(delayMs * (0.5 + Math.random() / 2), undefined, signal ? { signal } : {})
    try {
      return await work()
    } catch (thrown) {
      error = thrown
    }
  }
}
