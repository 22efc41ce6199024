import 'server-only'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf } from '../public-handler'

/** Whoever is not known yet is counted by his address. @throws AppError RATE_LIMITED */
export async function limitByAddress(api: PublicApi, call: ApiRequest): Promise<void> {
  await api.limiter.addresses.take(`oauth:${addressOf(api, call)}`)
}
