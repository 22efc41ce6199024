import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { MasterKeys } from './master-key'

const CHECK_EVERY_MS = 1_000
/** Limits how often tokens with unknown keys make us read the file. */
const CHECK_UNKNOWN_EVERY_MS = 100

/**
 * The current master keys. A rotation reaches all processes that share the data folder within a second, so each accepts
 * what another signs, without a restart.
 */
export class LiveKeys {
  #keys: MasterKeys
  #readAtMs: number

  /** @param read reloads the keys; if it throws, nothing changes */
  constructor(
    initial: MasterKeys,
    private readonly read: () => MasterKeys = () => initial,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.#keys = initial
    this.#readAtMs = nowMs()
  }

  /** The same object for as long as the keys do not change. */
  current(): MasterKeys {
    return this.#notOlderThan(CHECK_EVERY_MS)
  }

  /** The keys, reloaded at once if this one is not among them. */
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
      // A missing or broken file does not stop a working process; the next start reports it.
    }
    return this.#keys
  }
}
