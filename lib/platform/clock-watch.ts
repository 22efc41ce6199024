import 'server-only'

/** Smaller jumps come from NTP corrections or a process that was not scheduled. */
const JUMP_MS = 60_000
/** Time for which the clock stays untrusted after a jump. */
const MISTRUST_MS = 60 * 60 * 1_000

/**
 * Compares the wall clock, which people and NTP set, with the monotonic one. A machine that slept looks as if its clock
 * had jumped forward.
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

  /** Call regularly. @returns the jump since the last check (negative: back), or null for none */
  check(): number | null {
    const offsetMs = this.wall() - this.steady()
    const jumpMs = offsetMs - this.#offsetMs
    this.#offsetMs = offsetMs
    if (Math.abs(jumpMs) < JUMP_MS) return null
    this.#jumpedAtMs = this.steady()
    return jumpMs
  }

  /** Whether irreversible actions that depend on the date are safe. */
  isTrusted(): boolean {
    return this.#jumpedAtMs === null || this.steady() - this.#jumpedAtMs >= MISTRUST_MS
  }
}

/** The log line for the operator. */
export function clockMessage(jumpMs: number): string {
  const minutes = Math.round(Math.abs(jumpMs) / 60_000)
  const length = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
  return `The system clock jumped ${jumpMs > 0 ? `forward by ${length}, or the machine slept` : `back by ${length}`}. Runs continue; old runs are kept for another hour.`
}
