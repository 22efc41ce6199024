import { AppError } from './app-error'

const PASSING: ReadonlySet<string> = new Set([
  'MODEL_RATE_LIMITED',
  'RATE_LIMITED',
  'MODEL_UNREACHABLE',
  'TIMEOUT',
  'UNAVAILABLE',
])

/** Whether a call of a model that failed so may succeed when it is asked again later. */
export function mayPass(error: unknown): error is AppError {
  return AppError.isInstance(error) && PASSING.has(error.code)
}
