import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

export interface CallLifetime {
  /** Reaches the socket. Aborted by the caller, by the time limit, or by `finish(failure)`. */
  signal: AbortSignal
  /** Ends the call; with a failure, closes the socket. Returns why the call was stopped, if it was. */
  finish(failure?: unknown): unknown
}

/** Starts the timeout of one call, which covers reading its body. */
export function startLifetime(options: {
  host: string
  totalMs: number
  signal: AbortSignal | null | undefined
}): CallLifetime {
  const controller = new AbortController()
  const onAbort = () => controller.abort(options.signal?.reason)
  const timer = setTimeout(() => controller.abort(tookTooLong(options.host, options.totalMs)), options.totalMs)
  if (options.signal?.aborted) onAbort()
  else options.signal?.addEventListener('abort', onAbort, { once: true })
  let stoppedBy: unknown
  controller.signal.addEventListener('abort', () => {
    stoppedBy = controller.signal.reason
  })
  if (controller.signal.aborted) stoppedBy = controller.signal.reason
  return {
    signal: controller.signal,
    finish(failure) {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      const reason = stoppedBy
      if (failure !== undefined && !controller.signal.aborted) controller.abort(failure)
      return reason
    },
  }
}

export function tookTooLong(host: string, totalMs: number): AppError {
  return new AppError('TIMEOUT', problem('egress.responseTimeout', { host, seconds: Math.round(totalMs / 100) / 10 }))
}
