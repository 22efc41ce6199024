import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { explainStartFailure } from '@/lib/db/errors/explain-start-failure'
import { log } from '@/lib/platform/log'

/** EX_TEMPFAIL of sysexits.h: scripts/server/supervise.mjs restarts the server, although it was never ready. */
const TRY_AGAIN = 75

/** Reports a known failure as one clear sentence, others with their stack. @returns the exit code */
export function reportStartFailure(error: unknown, databaseUrl: string | undefined): number {
  if (AppError.isInstance(error)) {
    process.stderr.write(`${error.message}\n`)
    return 1
  }
  // The database was available, then disappeared during the start.
  const failure = databaseUrl ? explainStartFailure(error, databaseUrl) : null
  if (failure === null) log().fatal({ cause: error }, 'Patchbay could not start')
  else process.stderr.write(`${failure.message}\n`)
  return failure?.isTransient ? TRY_AGAIN : 1
}
