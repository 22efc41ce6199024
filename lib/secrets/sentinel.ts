import 'server-only'
import { deriveKey } from './derive-key'
import type { MasterKeys } from './master-key'
import { kidOf, open, seal } from './seal'

const PLAIN = 'patchbay-sentinel'

/** A known text under the active master key, stored in the database: it identifies a wrong key at startup. */
export function makeSentinel(keys: MasterKeys): string {
  return seal({ key: deriveKey(keys[0], 'sentinel'), kid: keys[0].kid, context: PLAIN, plain: Buffer.from(PLAIN) })
}

/** `renew`: readable, but under an older key; store a new one. `wrong`: stop, and never create a new key instead. */
export function checkSentinel(keys: MasterKeys, sentinel: string): 'right' | 'renew' | 'wrong' {
  try {
    const kid = kidOf(sentinel)
    const master = keys.find((key) => key.kid === kid)
    if (!master) return 'wrong'
    const plain = open({ key: deriveKey(master, 'sentinel'), context: PLAIN, sealed: sentinel })
    if (plain.toString() !== PLAIN) return 'wrong'
    return kid === keys[0].kid ? 'right' : 'renew'
  } catch {
    return 'wrong'
  }
}
