import 'server-only'
import type { SseOptions } from '@/lib/api/sse'
import type { FaceRequest } from './face-handler'
import type { PublicFaces, StreamLease } from './public-faces'

/** How often a key is looked at again while it reads a stream. */
const LOOK_MS = 2_000

/** The right to a stream by a key: it ends when the key is revoked or expires (T69). A look that fails ends nothing. */
export function keyLease({ backend }: Pick<PublicFaces, 'backend'>, bearer: string): StreamLease {
  const gone = new AbortController()
  const stop = () => clearInterval(timer)
  const look = async () => {
    const key = await backend.authenticateKey(bearer).catch(() => undefined)
    if (key !== null) return
    stop()
    gone.abort()
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  timer.unref()
  return { signal: gone.signal, stop }
}

/** For `sseResponse`: the stream lasts as long as its reader may read it. */
export function leased(lease: StreamLease | null): Pick<SseOptions, 'signal' | 'onEnd'> {
  return lease ? { signal: lease.signal, onEnd: lease.stop } : {}
}

/** Of the key that the request came with. */
export function leasedByKey({ lease }: Pick<FaceRequest, 'lease'>): Pick<SseOptions, 'signal' | 'onEnd'> {
  return leased(lease?.() ?? null)
}
