import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { MasterKeys } from './master-key'

const CHECK_EVERY_MS = 1_000
/** Whoever sends tokens with made-up keys does not make us read the file each time. */
const CHECK_UNKNOWN_EVERY_MS = 100

/**
 * The master keys as they are now: a rotation reaches all processes that share the data folder within a second, so that
 * what one signs the others know, whichever of them was started again since.
 */
export class LiveKeys {
  #keys: MasterKeys
  #readAtMs: number

  /** @param read reads them again; one that throws changes nothing */
  constructor(
    initial: MasterKeys,
    private readonly read: () => MasterKeys = () => initial,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.#keys = initial
    this.#readAtMs = nowMs()
  }

  /** The same object for as long as they do not change. */
  current(): MasterKeys {
    return this.#notOlderThan(CHECK_EVERY_MS)
  }

  /** The same, read again at once where this one is not among them. */
  knowing(kid: string): MasterKeys {
    const isKnown = this.#keys.some((key) => key.kid === kid)
    return this.#notOlderThan(isKnown ? CHECK_EVERY_MS : CHECK_UNKNOWN_EVERY_MS)
  }

  #notOlderThan(ageMs: number): MasterKeys {
    const nowMs = this.nowMs()
    if (Math.abs(nowMs - this.#readAtMs) < ageMs) return this.#keys
    this.#readAtMs = nowMs
    try {
      const keys = this.read()
      if (!isDeepStrictEqual(keys, this.#keys)) this.#keys = keys
    } catch {
      // A file that is gone or broken does not end what works; the next start says what is wrong with it.
    }
    return this.#keys
  }
}
