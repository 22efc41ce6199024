import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { explainStartFailure } from '@/lib/db/errors/explain-start-failure'
import { log } from '@/lib/platform/log'

/** EX_TEMPFAIL of sysexits.h: scripts/supervise.mjs starts the server again, though it was never ready. */
const TRY_AGAIN = 75

/** A known failure is one plain sentence; anything else shows where it came from. @returns the exit code */
export function reportStartFailure(error: unknown, databaseUrl: string | undefined): number {
  if (AppError.isInstance(error)) {
    process.stderr.write(`${error.message}\n`)
    return 1
  }
  // The database was there, and went away before the start was over.
  const failure = databaseUrl ? explainStartFailure(error, databaseUrl) : null
  if (failure === null) log().fatal({ cause: error }, 'Patchbay could not start')
  else process.stderr.write(`${failure.message}\n`)
  return failure?.isTransient ? TRY_AGAIN : 1
}
