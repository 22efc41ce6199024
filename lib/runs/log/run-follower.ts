import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'

type Batch = readonly StoredRunEvent[]

/** A run as seen by a follower. */
export interface FollowedRun {
  readonly events: Batch
  /** No more events will follow. */
  hasEnded(): boolean
}

/**
 * Reads a run's events from a position in batches, each with all available events, and waits for more. A custom iterator:
 * thousands wait at a time, and a waiting one holds a single promise.
 */
export class RunFollower implements AsyncIterableIterator<Batch> {
  #at: number
  #waiting: ((result: IteratorResult<Batch>) => void) | null = null
  #isPlanned = false

  /** @param index index of the first event */
  constructor(
    private readonly run: FollowedRun,
    index: number,
    private readonly signal: AbortSignal,
    private readonly onLeave: (follower: RunFollower) => void,
  ) {
    this.#at = index
    signal.addEventListener('abort', this.#stop)
  }

  next(): Promise<IteratorResult<Batch>> {
    const result = this.#take()
    if (result) return Promise.resolve(result)
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  async return(): Promise<IteratorResult<Batch>> {
    this.#stop()
    return DONE
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /**
   * Signals new events. A step creates several at once: they are read together, after all promises already resolved have
   * run, without an event loop turn in which other runs would go first.
   */
  wake(): void {
    if (!this.#waiting || this.#isPlanned) return
    this.#isPlanned = true
    RESOLVED.then(() => process.nextTick(this.#deliver))
  }

  readonly #deliver = (): void => {
    this.#isPlanned = false
    const result = this.#waiting && this.#take()
    if (result) this.#give(result)
  }

  #take(): IteratorResult<Batch> | null {
    if (!this.signal.aborted && this.#at < this.run.events.length) {
      const value = this.run.events.slice(this.#at)
      this.#at = this.run.events.length
      return { done: false, value }
    }
    if (!this.signal.aborted && !this.run.hasEnded()) return null
    this.#leave()
    return DONE
  }

  #give(result: IteratorResult<Batch>): void {
    this.#waiting?.(result)
    this.#waiting = null
  }

  readonly #stop = (): void => {
    this.#at = Number.POSITIVE_INFINITY
    this.#leave()
    this.#give(DONE)
  }

  #leave(): void {
    this.signal.removeEventListener('abort', this.#stop)
    this.onLeave(this)
  }
}

const DONE = { done: true, value: undefined } as const
const RESOLVED = Promise.resolve()
