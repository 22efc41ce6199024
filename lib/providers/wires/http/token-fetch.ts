import 'server-only'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ProviderConnection } from '../../provider-client'
import { cachedToken, type MintedToken } from './token-cache'
import { withHeaders } from './with-headers'

/**
 * A fetch that adds an access token derived from the connection's key: cached until shortly before
 * it expires, and renewed once if the service rejects a cached one.
 */
export function tokenFetch(
  { fetch, onSecret }: Pick<ProviderConnection, 'fetch' | 'onSecret'>,
  source: { credential: readonly string[]; mint: () => Promise<MintedToken> },
): EgressFetch {
  const getToken = async (rejected: string | null, signal: AbortSignal | null | undefined) => {
    // Other calls may be waiting for the same token, so the request continues; a stopped caller
    // does not wait for it.
    const token = await orStopped(cachedToken(source.credential, source.mint, rejected), signal)
    onSecret?.(token.token)
    return token
  }
  return async (input, init) => {
    const send = (token: string) => withHeaders(fetch, { authorization: `Bearer ${token}` })(input, init)
    const { token, isNew } = await getToken(null, init?.signal)
    const response = await send(token)
    // A new token is not rejected for its age.
    if (response.status !== 401 || isNew) return response
    await response.body?.cancel()
    return send((await getToken(token, init?.signal)).token)
  }
}

function orStopped<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
