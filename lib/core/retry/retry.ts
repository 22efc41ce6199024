import { type Backoff, backoff } from './backoff'
import { sleep } from './sleep'

export interface RetryOptions extends Backoff {
  /** Whether a later attempt may succeed. */
  isTransient: (error: unknown) => boolean
  /** Attempts in all. */
  attempts?: number
  /** The last attempt starts after this time at the latest. */
  withinMs?: number
  /** The delay that the service requests, instead of the backoff. */
  requestedMs?: (error: unknown) => number | undefined
  onRetry?: (error: unknown, leftMs: number) => void
  signal?: AbortSignal | null
}

/** Repeats work that fails with transient errors. @throws the last error, or the reason of the signal */
export async function retry<T>(work: () => T | Promise<T>, options: RetryOptions): Promise<T> {
  const { isTransient, attempts = Number.POSITIVE_INFINITY, withinMs = Number.POSITIVE_INFINITY, signal } = options
  const endMs = performance.now() + withinMs
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const leftMs = endMs - performance.now()
      const isOver = signal?.aborted || attempt >= attempts || leftMs <= 0
      if (isOver || !isTransient(error)) throw error
      options.onRetry?.(error, leftMs)
      const pauseMs = options.requestedMs?.(error) ?? backoff(attempt, options)
      await sleep(Math.min(pauseMs, leftMs), signal)
    }
  }
}
