import 'server-only'
import type { PublicFaces } from '../../public-api'

/** Work that takes one of the places for runs of the app while it lasts. @throws AppError RATE_LIMITED */
export async function inPlace<T>(faces: PublicFaces, appId: string, work: () => Promise<T>): Promise<T> {
  const release = await faces.limiter.runs.enter(appId)
  try {
    return await work()
  } finally {
    release()
  }
}
