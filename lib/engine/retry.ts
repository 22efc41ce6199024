import type { AppError, ErrorCode } from '@/lib/core/app-error'
import { backoff } from '@/lib/core/retry/backoff'
import type { NodePolicy, RETRY_ON } from '@/lib/graph/graph'

type RetryClass = (typeof RETRY_ON)[number]
const MAX_DELAY_MS = 300_000

/** Only transient errors have a class. */
const CLASSES: Readonly<Partial<Record<ErrorCode, RetryClass>>> = {
  RATE_LIMITED: 'rate-limit',
  MODEL_RATE_LIMITED: 'rate-limit',
  MODEL_FAILED: 'server-error',
  UNAVAILABLE: 'server-error',
  SANDBOX_UNAVAILABLE: 'server-error',
  TIMEOUT: 'timeout',
  MODEL_UNREACHABLE: 'network',
  EGRESS_FAILED: 'network',
}

/** Milliseconds until the next attempt, or null if this error is final. @param attempt the failed attempt, from 1. */
export function retryDelay(
  error: AppError,
  retry: NodePolicy['retry'],
  attempt: number,
  random: () => number,
): number | null {
  const errorClass = CLASSES[error.code]
  if (!retry || error.isFinal || attempt > retry.count) return null
  if (errorClass === undefined || !retry.on.includes(errorClass)) return null
  const ownMs = backoff(attempt, { firstMs: retry.backoffSeconds * 1_000, maxMs: MAX_DELAY_MS }, random)
  const requestedMs = Math.min((error.retryAfterSeconds ?? 0) * 1_000, MAX_DELAY_MS)
  return Math.round(Math.max(ownMs, requestedMs))
}

const SERVER_BACKOFF = { firstMs: 250, maxMs: 10_000 }
/** About 90 seconds with the delays above. */
const SERVER_RETRIES = 12

/** Milliseconds until a step is tried again after a failure of the server itself, or null. @param failures so far, from 1. */
export function serverRetryDelay(failures: number, random: () => number): number | null {
  return failures > SERVER_RETRIES ? null : Math.round(backoff(failures, SERVER_BACKOFF, random))
}

export function canRetry({ policy }: { policy: NodePolicy }): boolean {
  return (policy.retry?.count ?? 0) > 0
}
