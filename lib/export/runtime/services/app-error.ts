export type ErrorCode = string

/** A failure of a service, with the code that Patchbay gives it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryAfterSeconds: number | undefined
  /** As a repeated request would fail the same way, it has no status that counts as transient. */
  readonly status: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number; isFinal?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
    const status = code === 'RATE_LIMITED' ? 429 : code === 'UNAVAILABLE' ? 503 : undefined
    this.status = options.isFinal ? undefined : status
  }
}
