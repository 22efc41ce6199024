import { internal } from '@/lib/messages/problems/en/internal'
import { problemsOf } from '@/lib/messages/problems/problems-of'
import { AppError, type AppErrorOptions } from './app-error'

const internalProblem = problemsOf('internal', internal)

/** A fault of our own code. The detail is for the log; requests are answered without it. */
export const internalError = (detail: string, options?: AppErrorOptions): AppError =>
  new AppError('INTERNAL', internalProblem('internal.fault', { detail }), options)

export function raiseInternal(detail: string, options?: AppErrorOptions): never {
  throw internalError(detail, options)
}
