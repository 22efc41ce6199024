import 'server-only'
import { singleton } from './singleton'

/** A smaller difference is left as it is: NTP corrects it, and measuring it over the network is no more exact. */
export const CLOCK_TOLERANCE_MS = 5_000

/** An answer of the database that took longer says too little about the moment at which it was given. */
const MAX_ANSWER_MS = 2_000

/**
 * The clock of the database, which all processes share, as far as this machine's clock differs from it noticeably.
 * Times and durations of runs are by it, so that a machine whose clock is wrong stores them right.
 */
export class SharedClock {
  #offsetMs = 0

  /** Both in milliseconds by this machine's clock, and the database's time in between. @returns what it differs by, or null when the answer took too long */
  measure({
    askedMs,
    answeredMs,
    databaseMs,
  }: {
    askedMs: number
    answeredMs: number
    databaseMs: number
  }): number | null {
    if (answeredMs - askedMs > MAX_ANSWER_MS) return null
    this.#offsetMs = Math.round(databaseMs - (askedMs + answeredMs) / 2)
    return this.#offsetMs
  }

  /** What to add to this machine's clock; 0 within the tolerance. */
  get correctionMs(): number {
    return Math.abs(this.#offsetMs) > CLOCK_TOLERANCE_MS ? this.#offsetMs : 0
  }

  now(): number {
    return Date.now() + this.correctionMs
  }
}

export const sharedClock = (): SharedClock => singleton('shared-clock', () => new SharedClock())

/** Milliseconds since 1970 by the clock that all processes share. */
export const sharedNow = (): number => sharedClock().now()
