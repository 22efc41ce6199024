import 'server-only'
import { AppError } from '@/lib/core/app-error'

export { toPublicError } from '@/lib/runs/to-public-error'

export const notFound = (): AppError => new AppError('NOT_FOUND', 'Not found.')

export function asAppError(error: unknown): AppError {
  return AppError.isInstance(error) ? error : new AppError('INTERNAL', 'The app failed to answer.', { cause: error })
}
