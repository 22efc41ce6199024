import { AppError } from '@/lib/core/app-error'

/** A target sent nothing in time: it has failed, and another one is asked. */
export class TargetTimeout extends AppError {}

/**
 * Ends a call whose target sends nothing. The clock starts once the call is sent, so that a queue in front of the
 * connection does not count, and stops at the first token.
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
      this.#failure = new TargetTimeout('TIMEOUT', `The model sent no ${what} within ${limitMs / 1_000} seconds.`)
      this.#controller.abort(this.#failure)
    }, limitMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** What the call failed with: the timeout where that is what ended it. */
  failureOf(error: unknown): unknown {
    return this.#failure ?? error
  }
}
