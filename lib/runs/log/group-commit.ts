import 'server-only'
import { performance } from 'node:perf_hooks'

/** A separate statement costs both sides as much as storing five more runs with it. */
const MAX_MS = 4
/** A process idle for this long has no run that is about to end. */
const IDLE_MS = 0.2
const POLL_INTERVAL_MS = 1

interface Clock {
  nowMs(): number
  /** Total idle time of the event loop since the process started. */
  idleMs(): number
}

const processClock: Clock = {
  nowMs: () => performance.now(),
  idleMs: () => performance.eventLoopUtilization().idle,
}

/** Group commit delay: ended runs wait for others while the process is busy, 4 ms at most. */
export class GroupCommit {
  readonly #commit: () => void
  readonly #clock: Clock
  #timer: NodeJS.Timeout | null = null

  constructor(commit: () => void, clock = processClock) {
    this.#commit = commit
    this.#clock = clock
  }

  /** Has no effect if already started. */
  begin(): void {
    if (!this.#timer) this.#poll(this.#clock.nowMs() + MAX_MS, this.#clock.idleMs() + IDLE_MS)
  }

  /** Cancels the pending commit. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #poll(untilMs: number, untilIdleMs: number): void {
    this.#timer = setTimeout(() => {
      if (this.#clock.nowMs() < untilMs && this.#clock.idleMs() < untilIdleMs) return this.#poll(untilMs, untilIdleMs)
      this.#timer = null
      this.#commit()
    }, POLL_INTERVAL_MS)
  }
}
