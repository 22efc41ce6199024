import 'server-only'

/** Less is what an NTP client corrects, or a process that was not let run. */
const JUMP_MS = 60_000
/** After a jump, for so long nobody knows whether the clock is right by now. */
const MISTRUST_MS = 60 * 60 * 1_000

/**
 * Compares the wall clock, which people and NTP set, with the one that only goes on. A machine that slept looks as if its
 * clock had jumped forward.
 */
export class ClockWatch {
  #offsetMs: number
  #jumpedAtMs: number | null = null

  /** Both in milliseconds. */
  constructor(
    private readonly wall: () => number = () => Date.now(),
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.#offsetMs = wall() - steady()
  }

  /** Called regularly. @returns by how much the clock jumped since the last look, negative: back, or null when it did not */
  look(): number | null {
    const offsetMs = this.wall() - this.steady()
    const jumpMs = offsetMs - this.#offsetMs
    this.#offsetMs = offsetMs
    if (Math.abs(jumpMs) < JUMP_MS) return null
    this.#jumpedAtMs = this.steady()
    return jumpMs
  }

  /** Whether what depends on the date and cannot be taken back may be done. */
  isTrusted(): boolean {
    return this.#jumpedAtMs === null || this.steady() - this.#jumpedAtMs >= MISTRUST_MS
  }
}

/** The line for the operator. */
export function clockMessage(jumpMs: number): string {
  const minutes = Math.round(Math.abs(jumpMs) / 60_000)
  const length = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
  return `The clock of this machine jumped ${jumpMs > 0 ? `forward by ${length}, or it slept` : `back by ${length}`}. Runs go on; old ones are not deleted for an hour.`
}
