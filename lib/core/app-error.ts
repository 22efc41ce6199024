import type { Problem, ProblemParams } from '@/lib/messages/problems/types'

/** Error codes of requests and runs; clients may rely on them. */
export const ERROR_CODES = [
  'INVALID_INPUT',
  'INVALID_JSON',
  'INVALID_GRAPH',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'CONFLICT',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'BUDGET_EXCEEDED',
  'CANCELLED',
  'TIMEOUT',
  'LIMIT_EXCEEDED',
  'EGRESS_BLOCKED',
  'EGRESS_ENCODING_REFUSED',
  'EGRESS_FAILED',
  'MODEL_MISSING',
  'MODEL_UNREACHABLE',
  'MODEL_UNAUTHORIZED',
  'MODEL_RATE_LIMITED',
  'MODEL_FAILED',
  'CREDENTIAL_MISSING',
  'RECONNECT_REQUIRED',
  'SANDBOX_UNAVAILABLE',
  'SANDBOX_FAILED',
  'REFERENCE_MISSING',
  'TOOL_FAILED',
  'GAVE_UP',
  'UNAVAILABLE',
  'MAINTENANCE',
  'INTERNAL',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

export interface AppErrorOptions {
  /** Only for the log; never leaves the process. */
  cause?: unknown
  /** Machine-readable details that are safe to expose, such as a graph's issues. */
  details?: unknown
  /** Seconds after which a retry makes sense (`Retry-After`). */
  retryAfterSeconds?: number
  /** Whether an automatic retry would repeat output or fail the same way. */
  isFinal?: boolean
}

const MARKER = Symbol.for('patchbay.app-error')

/** An expected failure: a problem with a message for users that says what to do. An INTERNAL one is for the log. */
export class AppError extends Error implements Problem {
  readonly code: ErrorCode
  readonly key: string | undefined
  readonly params: ProblemParams | undefined
  readonly details: unknown
  readonly retryAfterSeconds: number | undefined
  readonly isFinal: boolean
  readonly [MARKER] = true

  constructor(code: ErrorCode, { message, key, params }: Problem, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.key = key
    this.params = params
    this.details = options.details
    this.retryAfterSeconds = options.retryAfterSeconds
    this.isFinal = options.isFinal ?? false
  }

  /** Works across two copies of this module, which bundling can produce. */
  static isInstance(value: unknown): value is AppError {
    return typeof value === 'object' && value !== null && MARKER in value
  }
}

export function raise(code: ErrorCode, problem: Problem, options?: AppErrorOptions): never {
  throw new AppError(code, problem, options)
}
