import { AppError } from './app-error'

const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'MODEL_RATE_LIMITED',
  'RATE_LIMITED',
  'MODEL_UNREACHABLE',
  'TIMEOUT',
  'UNAVAILABLE',
])

/** Whether a model error is transient, so that a later retry may succeed. */
export function isTransient(error: unknown): error is AppError {
  return AppError.isInstance(error) && TRANSIENT_CODES.has(error.code)
}
