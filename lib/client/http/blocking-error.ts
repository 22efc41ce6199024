import { AppError, type ErrorCode } from '@/lib/core/app-error'

/** What is shown is no longer there, or no longer this person's to see. */
const ENDS_WHAT_IS_SHOWN: readonly ErrorCode[] = ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']

/** The error that takes the place of a query's data; null while older data can go on being shown. */
export function blockingError<Failure>({ error, data }: { error: Failure; data: unknown }): Failure | null {
  if (data === undefined) return error
  return AppError.isInstance(error) && ENDS_WHAT_IS_SHOWN.includes(error.code) ? error : null
}
