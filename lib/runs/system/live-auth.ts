import 'server-only'
import { type Auth, type AuthOptions, createAuth } from '@/lib/auth/better-auth'
import { deriveKey } from '@/lib/secrets/derive-key'
import type { LiveKeys } from '@/lib/secrets/live-keys'
import type { MasterKey } from '@/lib/secrets/master-key'

/**
 * Sessions under the master key that is active now. better-auth takes one secret for its life, so another key makes
 * another one, and ends the sessions under the former.
 */
export function liveAuth(keys: LiveKeys, options: Omit<AuthOptions, 'secret'>): () => Auth {
  let made: { master: MasterKey; auth: Auth } | null = null
  return () => {
    const [master] = keys.current()
    if (made === null || !isSame(made.master, master)) {
      const secret = deriveKey(master, 'session').toString('base64url')
      made = { master, auth: createAuth({ ...options, secret }) }
    }
    return made.auth
  }
}

const isSame = (one: MasterKey, other: MasterKey): boolean => one.kid === other.kid && one.bytes.equals(other.bytes)
