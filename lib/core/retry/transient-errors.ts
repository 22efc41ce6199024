import { AppError } from '../app-error'

const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'MODEL_RATE_LIMITED',
  'RATE_LIMITED',
  'MODEL_UNREACHABLE',
  'TIMEOUT',
  'UNAVAILABLE',
])

const MAX_WAIT_SECONDS = 60

/** Whether a model error is transient, so that a later retry may succeed. */
export function isTransient(error: unknown): error is AppError {
  return AppError.isInstance(error) && TRANSIENT_CODES.has(error.code)
}

/** The delay that a service requests, at most a minute: for `retry`. */
export function requestedMs(error: unknown): number | undefined {
  const seconds = AppError.isInstance(error) ? error.retryAfterSeconds : undefined
  return seconds === undefined ? undefined : Math.min(seconds, MAX_WAIT_SECONDS) * 1_000
}
