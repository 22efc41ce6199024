import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { TimeLimit } from './time-limit'

/**
 * Ends work in progress, once. Creates an AbortSignal only on demand, and an error only if work is actually
 * interrupted. Creating both for every node would cost more than the rest of the engine.
 */
export class Stop {
  private why: AppError | null = null
  private listeners: Set<() => void> | null = null
  private controller: AbortController | null = null

  timeLimit: TimeLimit | null = null

  /** Pauses the time limit while the work waits for others. @returns function that resumes it */
  pauseTimeLimit(): () => void {
    return this.timeLimit?.pause() ?? (() => {})
  }

  endTimeLimit(): void {
    this.timeLimit?.end()
    this.timeLimit = null
  }

  get reason(): AppError | null {
    return this.why
  }

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController()
      if (this.why) this.controller.abort(this.why)
    }
    return this.controller.signal
  }

  end(reason: AppError): void {
    if (this.why) return
    this.why = reason
    const { listeners } = this
    this.listeners = null
    this.controller?.abort(reason)
    if (listeners) for (const listener of listeners) listener()
  }

  /** @returns function that removes the listener. */
  onEnd(listener: () => void): () => void {
    this.listeners ??= new Set()
    const { listeners } = this
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  throwIfEnded(): void {
    if (this.why) throw this.why
  }
}

/** Reason of the signal of a node that has ended. */
export const NODE_ENDED = new AppError('CANCELLED', problem('engine.nodeEnded'))
/** Reason for steps before an `any` join that came too late. */
export const NOT_NEEDED = new AppError('CANCELLED', problem('engine.resultNotNeeded'))
/** Reason for steps running beside one whose failure ended their frame. */
export const FRAME_FAILED = new AppError('CANCELLED', problem('engine.otherStepFailed'))
