import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const RETRY_AFTER_SECONDS = 5

/** SQLSTATE 53100, and Node's code for a full disk. */
const FULL = new Set(['53100', 'ENOSPC'])
/** Connections that end, are rejected, or are too many; a server that starts, stops or is read-only. */
const AWAY =
  /^(?:08|57P|53300|53400|25006|CONNECT_TIMEOUT|CONNECTION_|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/

/** Describes a database failure for people; null for other errors. */
export function explainDatabaseFailure(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = Reflect.get(cause, 'code')
    if (AppError.isInstance(cause) || typeof code !== 'string') continue
    if (FULL.has(code)) {
      return new AppError('UNAVAILABLE', problem('database.diskFull'), {
        cause: error,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    if (AWAY.test(code)) {
      return new AppError('UNAVAILABLE', problem('database.unreachable'), {
        cause: error,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
  }
  return null
}
