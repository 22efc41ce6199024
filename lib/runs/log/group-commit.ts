import 'server-only'
import { performance } from 'node:perf_hooks'

/** A statement by itself costs both sides as much as storing five runs with it. */
const MOST_MS = 4
/** A process that had nothing to do for this long has no run that is about to end. */
const IDLE_MS = 0.2
const LOOK_EVERY_MS = 1

interface Clock {
  nowMs(): number
  /** How long the event loop had nothing to do since the process began. */
  idleMs(): number
}

const processClock: Clock = {
  nowMs: () => performance.now(),
  idleMs: () => performance.eventLoopUtilization().idle,
}

/** Runs that ended wait for others to be stored with, as long as the process is busy and for 4 ms at most. */
export class Gathering {
  readonly #isOver: () => void
  readonly #clock: Clock
  #timer: NodeJS.Timeout | null = null

  constructor(isOver: () => void, clock = processClock) {
    this.#isOver = isOver
    this.#clock = clock
  }

  /** It goes on when it has begun. */
  begin(): void {
    if (!this.#timer) this.#goOn(this.#clock.nowMs() + MOST_MS, this.#clock.idleMs() + IDLE_MS)
  }

  /** Nobody waits any more. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #goOn(untilMs: number, untilIdleMs: number): void {
    this.#timer = setTimeout(() => {
      if (this.#clock.nowMs() < untilMs && this.#clock.idleMs() < untilIdleMs) return this.#goOn(untilMs, untilIdleMs)
      this.#timer = null
      this.#isOver()
    }, LOOK_EVERY_MS)
  }
}
