import 'server-only'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ProviderConnection } from './provider-client'
import { cachedToken, type MintedToken } from './token-cache'
import { withHeaders } from './with-headers'

/**
 * The connection's door with an access token that is made of its key: kept until shortly before its end, and made
 * anew once when the service refuses one that was kept.
 */
export function tokenFetch(
  { fetch, onSecret }: ProviderConnection,
  source: { credential: readonly string[]; mint: () => Promise<MintedToken> },
): EgressFetch {
  const take = async (refused: string | null) => {
    const taken = await cachedToken(source.credential, source.mint, refused)
    onSecret?.(taken.token)
    return taken
  }
  return async (input, init) => {
    const send = (token: string) => withHeaders(fetch, { authorization: `Bearer ${token}` })(input, init)
    const { token, isNew } = await take(null)
    init?.signal?.throwIfAborted()
    const response = await send(token)
    // A token of this moment is not refused for its age.
    if (response.status !== 401 || isNew) return response
    await response.body?.cancel()
    return send((await take(token)).token)
  }
}
