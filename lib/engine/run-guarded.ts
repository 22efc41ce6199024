import { AppError } from '@/lib/core/app-error'
import { abortReason } from './to-app-error'

/** One for all, since making an error for every node that ends would cost more than the rest. */
const ENDED = new AppError('CANCELLED', 'The node has ended.')

/**
 * Runs work under a signal and a time limit. When either ends it, the promise rejects at once:
 * work that ignores its signal is not waited for. The signal is aborted after success too: nothing outlives its node.
 */
export function runGuarded<T>(
  parent: AbortSignal,
  timeoutSeconds: number | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const release = () => {
      clearTimeout(timer)
      parent.removeEventListener('abort', onAbort)
    }
    const stop = (error: AppError) => {
      release()
      reject(error)
      controller.abort(error)
    }
    const onAbort = () => stop(abortReason(parent))
    if (parent.aborted) return onAbort()
    parent.addEventListener('abort', onAbort)
    if (timeoutSeconds !== undefined) {
      const message = `This took longer than ${timeoutSeconds} seconds.`
      timer = setTimeout(() => stop(new AppError('TIMEOUT', message)), timeoutSeconds * 1_000)
    }
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        release()
        controller.abort(ENDED)
      })
  })
}

/** @throws the abort's reason when the signal ends the wait. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return runGuarded(signal, undefined, (inner) => {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs)
      inner.addEventListener('abort', () => clearTimeout(timer), { once: true })
    })
  })
}
