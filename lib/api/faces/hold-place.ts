import 'server-only'
import type { PublicFaces } from './public-faces'

interface Held {
  appId: string
  /** The answer is a stream, which lets the place go when it ends. */
  streams: boolean
}

/**
 * Begins a run in one of the app's places, which is held until the answer is whole, has failed, or its stream lets go.
 * @throws AppError RATE_LIMITED
 */
export async function holdPlace<Answer extends Response>(
  faces: Pick<PublicFaces, 'limiter'>,
  { appId, streams }: Held,
  begin: (release: () => void) => Promise<Answer>,
): Promise<Answer> {
  const entering = faces.limiter.runs.enter(appId)
  const release = entering instanceof Promise ? await entering : entering
  try {
    const response = await begin(release)
    if (!streams) release()
    return response
  } catch (error) {
    release()
    throw error
  }
}
