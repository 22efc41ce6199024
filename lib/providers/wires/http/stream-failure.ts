import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type ModelErrorContext, toModelError } from './model-error'

/** An error while reading a stream. An invalid event is a failure of the service, not of the user. */
export function streamFailure(failure: unknown, context: ModelErrorContext): AppError {
  const isUnreadable =
    AppError.isInstance(failure) && (failure.code === 'INVALID_JSON' || Array.isArray(failure.details))
  if (!isUnreadable) return toModelError(failure, context)
  return unreadableAnswer(context.host, failure)
}

export function unreadableAnswer(host: string, cause?: unknown): AppError {
  return new AppError('MODEL_FAILED', problem('providers.answerUnreadable', { host }), { cause, isFinal: true })
}
