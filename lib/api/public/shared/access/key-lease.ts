import 'server-only'
import type { SseOptions } from '@/lib/api/http/sse'
import { onInterval } from '@/lib/platform/shared-interval'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicApi, StreamLease } from '../../public-api'
import type { ApiCall } from '../../public-handler'

/** Interval of key checks during streams. */
const POLL_INTERVAL_MS = 2_000

interface WatchedKey {
  leases: Set<AbortController>
  stop(): void
}

/** Keys with open streams. */
const watched = new WeakMap<PublicApi['backend'], Map<string, WatchedKey>>()

/**
 * Stream permission of a key: ends when the key is revoked or expires. A failed check does not end it.
 * All streams of a key share the check.
 */
export function keyLease({ backend }: Pick<PublicApi, 'backend'>, bearer: string): StreamLease {
  return leaseOn(backend, bearer, async () => (await backend.authenticateKey(bearer)) !== null)
}

/**
 * Stream permission of an OAuth client: depends on the member's grant, not on one token, which may
 * be refreshed meanwhile.
 */
export function oauthClientLease(
  { backend }: Pick<PublicApi, 'backend'>,
  { keyId, workspaceId }: Pick<CallerKey, 'keyId' | 'workspaceId'>,
): StreamLease {
  return leaseOn(backend, `program:${keyId}`, () => backend.oauthClients.isAuthorized({ keyId, workspaceId }))
}

function leaseOn(backend: PublicApi['backend'], name: string, isValid: () => Promise<boolean>): StreamLease {
  const keys = watched.get(backend) ?? new Map<string, WatchedKey>()
  watched.set(backend, keys)
  const key = keys.get(name) ?? watch(isValid)
  keys.set(name, key)
  const lease = new AbortController()
  key.leases.add(lease)
  const stop = () => {
    key.leases.delete(lease)
    if (key.leases.size > 0) return
    key.stop()
    if (keys.get(name) === key) keys.delete(name)
  }
  return { signal: lease.signal, stop }
}

function watch(isValid: () => Promise<boolean>): WatchedKey {
  const leases = new Set<AbortController>()
  const check = async () => {
    if (!(await isValid().catch(() => true))) for (const lease of [...leases]) lease.abort()
  }
  return { leases, stop: onInterval(POLL_INTERVAL_MS, () => void check()) }
}

/** Options for `sseResponse` that limit the stream to the lease. @param onEnd called once, however it ends */
export function leased(lease: StreamLease | null, onEnd: () => void): Pick<SseOptions, 'signal' | 'onEnd'> {
  if (!lease) return { onEnd }
  const end = () => {
    lease.stop()
    onEnd()
  }
  return { signal: lease.signal, onEnd: end }
}

/** Limits the stream to the lease of the request's key. */
export function leasedByKey(
  { lease }: Pick<ApiCall, 'lease'>,
  onEnd: () => void,
): Pick<SseOptions, 'signal' | 'onEnd'> {
  return leased(lease?.() ?? null, onEnd)
}
