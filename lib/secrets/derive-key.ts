import 'server-only'
import { hkdfSync } from 'node:crypto'
import type { MasterKey } from './master-key'

export type KeyPurpose =
  | 'session'
  | 'widget-token'
  | 'approval-link'
  | 'file-url'
  | 'login-link'
  | 'known-browser'
  | 'sentinel'

/** A separate key for each purpose, so that a signature for one use is invalid for another. */
export function deriveKey(master: MasterKey, purpose: KeyPurpose): Buffer {
  return Buffer.from(
    hkdfSync('sha256', master.bytes, Buffer.from(`patchbay|${master.kid}`), `patchbay|${purpose}|v1`, 32),
  )
}
