import 'server-only'
import { retry } from '@/lib/core/retry/retry'
import { isTransient, requestedMs } from '@/lib/core/retry/transient-errors'

/** Retries transient errors after the delay that the service requests. */
export function withRetries<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return retry(call, { attempts: 3, firstMs: 1_000, maxMs: 2_000, isTransient, requestedMs, signal })
}
