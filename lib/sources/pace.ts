import { setTimeout as wait } from 'node:timers/promises'

/** Lets one through at a time, each at least `everyMs` after the one before it, in the order in which they came. */
export class Pace {
  #nextAtMs = 0

  constructor(public everyMs: number) {}

  async turn(signal: AbortSignal): Promise<void> {
    const now = Date.now()
    const atMs = Math.max(now, this.#nextAtMs)
    this.#nextAtMs = atMs + this.everyMs
    if (atMs > now) await wait(atMs - now, undefined, { signal })
    signal.throwIfAborted()
  }
}
