import 'server-only'
import type { RejectionKind } from '@/lib/contracts/protection'
import { AppError, type AppErrorOptions, type ErrorCode } from '@/lib/core/app-error'
import type { Problem } from '@/lib/messages/problems/types'
import { RateLimitedError } from '@/lib/platform/rate-limited-error'
import type { RateState } from '@/lib/platform/rate-state'

/** The rejected caller, as far as it is known. */
export interface RejectedCaller {
  workspaceId?: string
  appId?: string
  keyId?: string
  endUser?: string
  /** Address in the form that limits count. */
  address?: string
}

export interface Rejection {
  kind: RejectionKind
  caller: RejectedCaller
}

/** Carries the details of a rejection to the ledger; they never leave the process. */
export class RejectedError extends AppError {
  constructor(
    code: ErrorCode,
    problem: Problem,
    readonly rejection: Rejection,
    options: AppErrorOptions = {},
  ) {
    super(code, problem, options)
  }
}

/** The rejection that an error represents, from any layer; null for all other failures. */
export function rejectionOf(error: unknown): Rejection | null {
  if (error instanceof RejectedError) return error.rejection
  if (!AppError.isInstance(error)) return null
  const kind = KINDS[error.code]
  return kind === undefined ? null : { kind, caller: {} }
}

const KINDS: Partial<Record<ErrorCode, RejectionKind>> = {
  RATE_LIMITED: 'rate',
  TOO_LARGE: 'body',
  BUDGET_EXCEEDED: 'budget',
  // Stopped traffic is recognized in check-caller.ts; this is maintenance announced by the app's owners.
  MAINTENANCE: 'maintenance',
}

/** The rate limit that caused an error; null for concurrency limits and an overloaded server. */
export function rejectedRate(error: unknown): RateState | null {
  if (error instanceof RateLimitedError) return error.rate
  return error instanceof RejectedError ? rejectedRate(error.cause) : null
}

/**
 * Adds the kind of rejection to errors of a part that only knows its own limit.
 */
export async function withRejection<T>(
  rejection: Rejection | (() => Rejection),
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asRejected(error, rejection)
  }
}

function asRejected(error: unknown, rejection: Rejection | (() => Rejection)): unknown {
  if (!AppError.isInstance(error) || error.code !== 'RATE_LIMITED' || error instanceof RejectedError) return error
  const { retryAfterSeconds } = error
  return new RejectedError(error.code, error, typeof rejection === 'function' ? rejection() : rejection, {
    cause: error,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}
