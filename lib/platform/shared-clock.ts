import 'server-only'
import { singleton } from './singleton'

/** Smaller differences are ignored: NTP corrects them, and measuring over the network is no more exact. */
export const CLOCK_TOLERANCE_MS = 5_000

/** A slower database response is too imprecise for a measurement. */
const MAX_ANSWER_MS = 2_000

/**
 * The database clock, which all processes share, as an offset to this machine's clock. Times and durations of runs use
 * it, so that a machine with a wrong clock stores correct times.
 */
export class SharedClock {
  #offsetMs = 0

  /**
   * Measures the difference of the clocks from a database time and this machine's times before and after, in
   * milliseconds. @returns the difference, or null if the response took too long
   */
  measure({
    sentAtMs,
    answeredMs,
    databaseMs,
  }: {
    sentAtMs: number
    answeredMs: number
    databaseMs: number
  }): number | null {
    if (answeredMs - sentAtMs > MAX_ANSWER_MS) return null
    this.#offsetMs = Math.round(databaseMs - (sentAtMs + answeredMs) / 2)
    return this.#offsetMs
  }

  /** The correction of this machine's clock; 0 within the tolerance. */
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
