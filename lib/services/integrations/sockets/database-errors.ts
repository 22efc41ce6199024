import 'server-only'
import postgres from 'postgres'
import { AppError } from '@/lib/core/app-error'
import { toEgressError } from '@/lib/egress/egress-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ServerLogin } from './server-address'

type Named = Pick<ServerLogin, 'service' | 'host'>

export const timeoutProblem = ({ service }: Named, cause: unknown): AppError =>
  new AppError('TIMEOUT', problem('plugins.sqlTimeout', { service }), { cause })

/** An error with the server's own text, shortened to one line. */
export const failedReason = (service: string, text: string, cause: unknown): AppError =>
  new AppError('TOOL_FAILED', problem('plugins.failedReason', { service, reason: oneLine(text) }), { cause })

export const loginRejected = ({ service }: Named, cause: unknown): AppError =>
  new AppError('RECONNECT_REQUIRED', problem('plugins.unauthorized', { service }), { cause })

/** SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REJECTED_LOGIN = new Set(['28000', '28P01'])
const CANCELLED = '57014'
const READ_ONLY = '25006'

export function postgresError(error: unknown, login: Named, signal: AbortSignal): unknown {
  if (AppError.isInstance(error)) return error
  if (error instanceof postgres.PostgresError) {
    if (REJECTED_LOGIN.has(error.code)) return loginRejected(login, error)
    if (error.code === CANCELLED) return signal.aborted ? signal.reason : timeoutProblem(login, error)
    if (error.code === READ_ONLY) return readOnly(error)
    return failedReason(login.service, error.message, error)
  }
  return signal.aborted ? signal.reason : toEgressError(error, login.host)
}

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const MYSQL_LOGIN = new Set([1044, 1045, 1698])
const MYSQL_TIMEOUT = new Set([1317, 1969, 3024])
const MYSQL_READ_ONLY = 1792

export function mysqlError(error: unknown, login: Named, signal: AbortSignal): unknown {
  if (AppError.isInstance(error)) return error
  if (error instanceof Error && 'errno' in error && typeof error.errno === 'number' && 'sqlState' in error) {
    if (MYSQL_LOGIN.has(error.errno)) return loginRejected(login, error)
    if (MYSQL_TIMEOUT.has(error.errno)) return signal.aborted ? signal.reason : timeoutProblem(login, error)
    if (error.errno === MYSQL_READ_ONLY) return readOnly(error)
    return failedReason(login.service, error.message, error)
  }
  return signal.aborted ? signal.reason : toEgressError(error, login.host)
}

const readOnly = (cause: unknown): AppError => new AppError('TOOL_FAILED', problem('plugins.sqlReadOnly'), { cause })

const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)
