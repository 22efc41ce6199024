import { AppError, type ErrorCode } from '@/lib/core/app-error'

/** The data no longer exists, or the user has lost access to it. */
const ENDS_WHAT_IS_SHOWN: readonly ErrorCode[] = ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']

/** The error that replaces a query's data; null while stale data can still be shown. */
export function blockingError<Failure>({ error, data }: { error: Failure; data: unknown }): Failure | null {
  if (data === undefined) return error
  return AppError.isInstance(error) && ENDS_WHAT_IS_SHOWN.includes(error.code) ? error : null
}
