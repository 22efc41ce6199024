import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/core/retry/retry'
import { log } from '@/lib/platform/log'
import { explainStartFailure } from './errors/explain-start-failure'

const FIRST_PAUSE_MS = 250
const MAX_PAUSE_MS = 2_000
/** Between two progress messages. */
const PROGRESS_MS = 10_000

interface Wait {
  databaseUrl: string
  waitSeconds: number
}

/**
 * Connects to PostgreSQL, and retries while it does not respond, because in a deployment it may start later
 * or restart.
 * @param connect closes what it opened when it throws
 * @throws AppError UNAVAILABLE at once for failures that need a changed setting, otherwise after
 * `waitSeconds`
 */
export async function waitForDatabase<T>(connect: () => Promise<T>, { databaseUrl, waitSeconds }: Wait): Promise<T> {
  let progressMs = Number.NEGATIVE_INFINITY
  try {
    return await retry(connect, {
      withinMs: waitSeconds * 1_000,
      firstMs: FIRST_PAUSE_MS,
      maxMs: MAX_PAUSE_MS,
      isTransient: (cause) => explainStartFailure(cause, databaseUrl)?.isTransient ?? false,
      onRetry: (cause, leftMs) => {
        if (performance.now() - progressMs < PROGRESS_MS) return
        progressMs = performance.now()
        log().warn(
          { reason: explainStartFailure(cause, databaseUrl)?.message, secondsLeft: Math.ceil(leftMs / 1_000) },
          'waiting for the database (DATABASE_WAIT_SECONDS)',
        )
      },
    })
  } catch (cause) {
    const failure = explainStartFailure(cause, databaseUrl)
    throw failure === null ? cause : new AppError('UNAVAILABLE', failure, { cause })
  }
}
