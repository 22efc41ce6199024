import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/core/app-error'
import { log } from '@/lib/platform/log'
import { explainStartFailure } from './errors/explain-start-failure'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000
/** Between two progress messages. */
const PROGRESS_MS = 10_000

interface Wait {
  databaseUrl: string
  waitSeconds: number
}

/**
 * Connects to PostgreSQL, with retries while it does not respond: in a deployment it may start later, or restart.
 * @param connect closes what it opened when it throws
 * @throws AppError UNAVAILABLE at once for failures that need a changed setting, otherwise after `waitSeconds`
 */
export async function waitForDatabase<T>(connect: () => Promise<T>, { databaseUrl, waitSeconds }: Wait): Promise<T> {
  const endMs = performance.now() + waitSeconds * 1_000
  let progressMs = Number.NEGATIVE_INFINITY
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await connect()
    } catch (cause) {
      const failure = explainStartFailure(cause, databaseUrl)
      if (failure === null) throw cause
      const leftMs = endMs - performance.now()
      if (!failure.isTransient || leftMs <= 0) throw new AppError('UNAVAILABLE', failure.message, { cause })
      if (performance.now() - progressMs >= PROGRESS_MS) {
        progressMs = performance.now()
        log().warn(
          { reason: failure.message, secondsLeft: Math.ceil(leftMs / 1_000) },
          'waiting for the database (DATABASE_WAIT_SECONDS)',
        )
      }
      await pause(Math.min(pauseMs, leftMs))
    }
  }
}
