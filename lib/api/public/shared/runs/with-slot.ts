import 'server-only'
import type { PublicApi } from '../../public-api'

/** Runs work in one of the app's slots. @throws AppError RATE_LIMITED */
export async function withSlot<T>(api: PublicApi, appId: string, work: () => Promise<T>): Promise<T> {
  const release = await api.limiter.runs.enter(appId)
  try {
    return await work()
  } finally {
    release()
  }
}
