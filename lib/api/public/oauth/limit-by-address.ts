import 'server-only'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf } from '../public-handler'

/** Rate limit by IP address for unauthenticated callers. @throws AppError RATE_LIMITED */
export async function limitByAddress(api: PublicApi, call: ApiRequest): Promise<void> {
  await api.limiter.addresses.take(`oauth:${addressOf(api, call)}`)
}
