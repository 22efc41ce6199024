import { AppError } from '@/lib/core/app-error'
import type { TimeLimit } from './time-limit'

/**
 * Ends work in progress, once. An AbortSignal is made only for those who ask for one, and an error only where work is
 * really cut off: both for every node would cost more than the rest of the engine.
 */
export class Stop {
  private why: AppError | null = null
  private listeners: Set<() => void> | null = null
  private controller: AbortController | null = null

  timeLimit: TimeLimit | null = null

  /** Pauses the time limit of the work that this ends, while it waits for others. @returns resumes it */
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

  /** @returns what takes the listener off again. */
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

/** What a node that has ended finds as the reason of its signal. */
export const NODE_ENDED = new AppError('CANCELLED', 'The node has ended.')
/** For steps before an `any` join that came too late. */
export const NOT_NEEDED = new AppError('CANCELLED', 'Nobody needs this result any more.')
/** For what still runs beside a step whose failure ended their frame. */
export const FRAME_FAILED = new AppError('CANCELLED', 'Another step has failed.')
