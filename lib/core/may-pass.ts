import { AppError } from './app-error'

const PASSING: ReadonlySet<string> = new Set([
  'MODEL_RATE_LIMITED',
  'RATE_LIMITED',
  'MODEL_UNREACHABLE',
  'TIMEOUT',
  'UNAVAILABLE',
])

/** Whether a model error is transient, so that a later retry may succeed. */
export function mayPass(error: unknown): error is AppError {
  return AppError.isInstance(error) && PASSING.has(error.code)
}
