import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { DatabaseQuery, DatabaseResult } from '@/lib/engine/socket-services'
import { problem } from '@/lib/messages/problems/problem'
import { timeoutProblem } from './database-errors'
import { queryMysql } from './query-mysql'
import { queryPostgres } from './query-postgres'
import type { DatabaseLogin } from './server-address'

/** Extra time in which the server itself stops the statement. */
const GRACE_MS = 2_000

/** Runs one statement within its limits. Drivers load on first use. */
export async function queryDatabase(login: DatabaseLogin, query: DatabaseQuery): Promise<DatabaseResult> {
  const { signal, timeoutMs } = query
  if (login.database === '') throw new AppError('INVALID_INPUT', problem('plugins.databaseMissing'))
  const timeout = AbortSignal.timeout(timeoutMs + GRACE_MS)
  const scope = { signal: AbortSignal.any([signal, timeout]), timeoutMs }
  try {
    return query.dialect === 'postgres'
      ? await queryPostgres(login, query, scope)
      : await queryMysql(login, query, scope)
  } catch (error) {
    signal.throwIfAborted()
    if (timeout.aborted) throw timeoutProblem(login, error)
    throw error
  }
}
