import { sleep } from '@/lib/core/retry/sleep'

/** Rate limiter: admits one caller at a time, in order, at least `everyMs` apart. */
export class Pace {
  #nextAtMs = 0

  constructor(public everyMs: number) {}

  async turn(signal: AbortSignal): Promise<void> {
    const now = Date.now()
    const atMs = Math.max(now, this.#nextAtMs)
    this.#nextAtMs = atMs + this.everyMs
    if (atMs > now) await sleep(atMs - now, signal)
    signal.throwIfAborted()
  }
}
