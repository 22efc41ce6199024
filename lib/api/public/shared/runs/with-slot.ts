import 'server-only'
import type { PublicApi } from '../../public-api'

/** Work that takes one of the places for runs of the app while it lasts. @throws AppError RATE_LIMITED */
export async function withSlot<T>(api: PublicApi, appId: string, work: () => Promise<T>): Promise<T> {
  const release = await api.limiter.runs.enter(appId)
  try {
    return await work()
  } finally {
    release()
  }
}
