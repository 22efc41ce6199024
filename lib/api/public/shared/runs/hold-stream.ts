import 'server-only'
import type { PublicApi } from '../../public-api'
import { type ApiCall, addressOf } from '../../public-handler'

/**
 * Starts a visitor's stream in a slot of their IP address. Runs have separate slots, but release
 * them while waiting, and following a run takes none. @throws AppError RATE_LIMITED
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
