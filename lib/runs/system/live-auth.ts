import 'server-only'
import { type Auth, type AuthOptions, createAuth } from '@/lib/auth/better-auth'
import { deriveKey } from '@/lib/secrets/derive-key'
import type { LiveKeys } from '@/lib/secrets/live-keys'
import type { MasterKey } from '@/lib/secrets/master-key'

/**
 * Sessions under the currently active master key. better-auth has one secret per instance, so another key creates
 * another instance and ends the sessions under the former.
 */
export function liveAuth(keys: LiveKeys, options: Omit<AuthOptions, 'secret'>): () => Auth {
  let cached: { master: MasterKey; auth: Auth } | null = null
  return () => {
    const [master] = keys.current()
    if (cached === null || !isSame(cached.master, master)) {
      const secret = deriveKey(master, 'session').toString('base64url')
      cached = { master, auth: createAuth({ ...options, secret }) }
    }
    return cached.auth
  }
}

const isSame = (item: MasterKey, other: MasterKey): boolean => item.kid === other.kid && item.bytes.equals(other.bytes)
