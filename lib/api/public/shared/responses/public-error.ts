import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { explainDatabaseFailure } from '@/lib/db/errors/explain-failure'
import { problem } from '@/lib/messages/problems/problem'

export { toPublicError } from '@/lib/services/runs/to-public-error'

export const notFound = (): AppError => new AppError('NOT_FOUND', problem('request.notFound'))

export function asAppError(error: unknown): AppError {
  if (AppError.isInstance(error)) return error
  // Hides details of disk and database errors from callers.
  return explainDatabaseFailure(error)
    ? new AppError('UNAVAILABLE', problem('publicApi.unavailable'), {
        cause: error,
        retryAfterSeconds: 5,
      })
    : new AppError('INTERNAL', problem('publicApi.failed'), { cause: error })
}
