import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** The target sent nothing in time; counts as a failure and triggers failover. */
export class TargetTimeout extends AppError {}

/**
 * Aborts a call whose target sends nothing. The clock starts when the request is sent, excluding
 * the connection's queue, and stops at the first token.
 */
export class CallTimeout {
  readonly signal: AbortSignal
  readonly #controller = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #failure: TargetTimeout | null = null

  constructor(parent: AbortSignal) {
    this.signal = AbortSignal.any([parent, this.#controller.signal])
  }

  start(limitMs: number | null, what: 'token' | 'answer'): void {
    if (limitMs === null) return
    this.#timer = setTimeout(() => {
      const key = what === 'token' ? 'models.noToken' : 'models.noAnswerInTime'
      this.#failure = new TargetTimeout('TIMEOUT', problem(key, { seconds: limitMs / 1_000 }))
      this.#controller.abort(this.#failure)
    }, limitMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** Returns the timeout error if the timeout ended the call, else the original error. */
  failureOf(error: unknown): unknown {
    return this.#failure ?? error
  }
}
