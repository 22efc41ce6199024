import 'server-only'
import type { PublicApi } from '../../public-api'
import { type ApiCall, addressOf } from '../../public-handler'

/**
 * Begins a stream of a visitor in one of the places of their address. Runs have places of their own, but give them back
 * while they wait for somebody, and who follows one takes none.
 * @throws AppError RATE_LIMITED
 */
export async function holdStream<Answer extends Response>(
  api: Pick<PublicApi, 'limiter' | 'trustedProxies'>,
  call: ApiCall,
  begin: (leave: () => void) => Promise<Answer>,
): Promise<Answer> {
  const leave = await api.limiter.streams.enter(addressOf(api, call))
  try {
    return await begin(leave)
  } catch (error) {
    leave()
    throw error
  }
}
