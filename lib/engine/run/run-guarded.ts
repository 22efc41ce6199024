import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { NODE_ENDED, Stop } from './stop'
import { TimeLimit } from './time-limit'

/**
 * Runs work that can be stopped from outside or by a time limit. Both reject immediately, without
 * waiting for work that ignores its signal. The signal is also aborted after success, so that
 * nothing outlives its node.
 */
export function runGuarded<T>(
  parent: Stop,
  timeoutSeconds: number | undefined,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (parent.reason) {
      reject(parent.reason)
      return
    }
    const stop = new Stop()
    const release = parent.onEnd(() => cut(parent.reason ?? NODE_ENDED))
    const end = (reason: AppError) => {
      stop.endTimeLimit()
      release()
      stop.end(reason)
    }
    const cut = (reason: AppError) => {
      reject(reason)
      end(reason)
    }
    if (timeoutSeconds !== undefined) {
      stop.timeLimit = new TimeLimit(timeoutSeconds * 1_000, () =>
        cut(new AppError('TIMEOUT', problem('engine.nodeTimeout', { seconds: timeoutSeconds }))),
      )
    }
    work(stop).then(
      (result) => {
        resolve(result)
        end(NODE_ENDED)
      },
      (error: unknown) => {
        reject(error)
        end(NODE_ENDED)
      },
    )
  })
}

/** Rejects when stopped from outside. */
export function sleep(delayMs: number, parent: Stop): Promise<void> {
  return runGuarded(parent, undefined, (stop) => {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs)
      stop.onEnd(() => clearTimeout(timer))
    })
  })
}
