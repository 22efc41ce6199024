import type { AppError, ErrorCode } from '@/lib/core/app-error'
import type { NodePolicy, RETRY_ON } from '@/lib/graph/graph'

type RetryClass = (typeof RETRY_ON)[number]
const LONGEST_DELAY_MS = 300_000

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
  const backoffMs = retry.backoffSeconds * 1_000 * 2 ** (attempt - 1) * (0.5 + random() / 2)
  const askedMs = (error.retryAfterSeconds ?? 0) * 1_000
  return Math.round(Math.min(Math.max(backoffMs, askedMs), LONGEST_DELAY_MS))
}

export function canRetry({ policy }: { policy: NodePolicy }): boolean {
  return (policy.retry?.count ?? 0) > 0
}
