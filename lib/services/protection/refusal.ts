import 'server-only'
import type { RefusalKind } from '@/lib/contracts/protection'
import { AppError, type AppErrorOptions, type ErrorCode } from '@/lib/core/app-error'
import { RateRefused } from '@/lib/platform/rate-refused'
import type { RateState } from '@/lib/platform/rate-state'

/** The rejected caller, as far as it is known. */
export interface RefusedCaller {
  workspaceId?: string
  appId?: string
  keyId?: string
  endUser?: string
  /** In the form that limits count. */
  address?: string
}

export interface Refusal {
  kind: RefusalKind
  caller: RefusedCaller
}

/** Carries the details of a rejection to the ledger; they never leave the process. */
export class RefusedError extends AppError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly refusal: Refusal,
    options: AppErrorOptions = {},
  ) {
    super(code, message, options)
  }
}

/** The rejection that an error represents, from any layer; null for all other failures. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof RefusedError) return error.refusal
  if (!AppError.isInstance(error)) return null
  const kind = KINDS[error.code]
  return kind === undefined ? null : { kind, caller: {} }
}

const KINDS: Partial<Record<ErrorCode, RefusalKind>> = {
  RATE_LIMITED: 'rate',
  TOO_LARGE: 'body',
  BUDGET_EXCEEDED: 'budget',
  // Stopped traffic is recognized in check-caller.ts; this is maintenance announced by the app's owners.
  MAINTENANCE: 'maintenance',
}

/** The rate limit that caused it; null for concurrency limits and an overloaded server. */
export function refusedRate(error: unknown): RateState | null {
  if (error instanceof RateRefused) return error.rate
  return error instanceof RefusedError ? refusedRate(error.cause) : null
}

/**
 * Adds the kind of rejection to errors of a part that only knows its own limit. Stays synchronous for synchronous work.
 */
export function refusing<T>(refusal: Refusal | (() => Refusal), work: () => T | Promise<T>): T | Promise<T> {
  const fail = (error: unknown): never => {
    throw named(error, refusal)
  }
  try {
    const done = work()
    return done instanceof Promise ? done.catch(fail) : done
  } catch (error) {
    return fail(error)
  }
}

function named(error: unknown, refusal: Refusal | (() => Refusal)): unknown {
  if (!AppError.isInstance(error) || error.code !== 'RATE_LIMITED' || error instanceof RefusedError) return error
  const { retryAfterSeconds } = error
  return new RefusedError(error.code, error.message, typeof refusal === 'function' ? refusal() : refusal, {
    cause: error,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}
