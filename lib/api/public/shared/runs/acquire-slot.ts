import 'server-only'
import type { PublicApi } from '../../public-api'

interface Held {
  appId: string
  /** The answer is a stream, which lets the place go when it ends. */
  streams: boolean
}

/** Names the run that has begun in the place; one that had begun before has its own. */
export type Begun = (started: { runId: string; replayed: boolean }) => void

/**
 * Begins a run in one of the app's places, which is held until the answer is whole, has failed, or its stream lets go;
 * and as long as the run goes on here, since most runs do when their reader leaves.
 * @throws AppError RATE_LIMITED
 */
export async function acquireSlot<Answer extends Response>(
  { limiter, backend }: Pick<PublicApi, 'limiter' | 'backend'>,
  { appId, streams }: Held,
  begin: (release: () => void, begun: Begun) => Promise<Answer>,
): Promise<Answer> {
  const leave = await limiter.runs.enter(appId)
  let runId: string | null = null
  const release = () => {
    const over = runId === null ? null : backend.whenOver(runId)
    if (over) void over.then(leave)
    else leave()
  }
  try {
    const response = await begin(release, (started) => {
      if (!started.replayed) runId = started.runId
    })
    if (!streams) release()
    return response
  } catch (error) {
    release()
    throw error
  }
}
