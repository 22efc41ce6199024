import 'server-only'
import type { PublicApi } from '../../public-api'

interface AcquiredSlot {
  appId: string
  /** The response is a stream, which releases the slot at its end. */
  streams: boolean
}

/** Assigns the started run to the slot; a replayed run has its own. */
export type OnStarted = (started: { runId: string; replayed: boolean }) => void

/**
 * Starts a run in a slot of the app. The slot is held until the response is complete, has failed or its
 * stream releases it. It is also held while the run continues in this process, since most runs continue when
 * their reader leaves.
 * @throws AppError RATE_LIMITED
 */
export async function acquireSlot<Answer extends Response>(
  { limiter, backend }: Pick<PublicApi, 'limiter' | 'backend'>,
  { appId, streams }: AcquiredSlot,
  begin: (release: () => void, onStarted: OnStarted) => Promise<Answer>,
): Promise<Answer> {
  const leave = await limiter.runs.enter(appId)
  let runId: string | null = null
  const release = () => {
    const runEnd = runId === null ? null : backend.whenOver(runId)
    if (runEnd) void runEnd.then(leave)
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
