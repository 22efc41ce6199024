import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { type ModelErrorContext, toModelError } from './model-error'

/** A failure while a stream was read. An event that does not parse is the service's fault, not the person's. */
export function streamFailure(failure: unknown, context: ModelErrorContext): AppError {
  const isUnreadable =
    AppError.isInstance(failure) && (failure.code === 'INVALID_JSON' || Array.isArray(failure.details))
  if (!isUnreadable) return toModelError(failure, context)
  return unreadableAnswer(context.host, failure)
}

export function unreadableAnswer(host: string, cause?: unknown): AppError {
  return new AppError('MODEL_FAILED', `${host} sent an answer that Patchbay could not read.`, { cause, isFinal: true })
}
