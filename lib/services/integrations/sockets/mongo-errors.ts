import 'server-only'
import type { MongoBulkWriteError } from 'mongodb'
import { AppError } from '@/lib/core/app-error'
import { toEgressError } from '@/lib/egress/egress-error'
import type { MongoRequest } from '@/lib/engine/mongo-service'
import { problem } from '@/lib/messages/problems/problem'
import { outcomeUnknown } from '@/lib/plugins/execute/service-session'
import { failedReason, loginRejected, timeoutProblem } from './database-errors'
import type { MongoLogin } from './server-address'

interface Failed {
  login: MongoLogin
  operation: MongoRequest['operation']
  /** Whether a write was sent. */
  isSent: boolean
  /** Why the last connection was rejected. */
  failure: AppError | null
}

/** https://www.mongodb.com/docs/manual/reference/error-codes/ */
const REJECTED_LOGIN = 18
/** All errors of Atlas share this code. */
const ATLAS = 8_000
const TIME_LIMIT = 50
/** The server stopped an operation that it had started. */
const INTERRUPTED = new Set([91, 189, 262, 11_600, 11_602])
/** The server rejected a command before it changed a document. */
const NOT_STARTED = new Set([9, 13, 59, 72, 10_107, 13_435])

export function mongoError(error: unknown, { login, operation, isSent, failure }: Failed): unknown {
  if (AppError.isInstance(error) || !(error instanceof Error)) return error
  const { service, host } = login
  const code = 'code' in error && typeof error.code === 'number' ? error.code : null
  if (isSent && isPartial(error, operation)) {
    const params = { service, count: error.insertedCount, reason: error.message.slice(0, 300) }
    return new AppError('TOOL_FAILED', problem('plugins.mongoPartlyInserted', params), { cause: error, isFinal: true })
  }
  if (code === TIME_LIMIT) return timeoutProblem(login, error)
  if (isSent && isUnknown(error, code, operation)) return outcomeUnknown(service, error)
  if (code === REJECTED_LOGIN || (code === ATLAS && isAtlasLogin(error.message))) return loginRejected(login, error)
  if (code !== null) return failedReason(service, error.message, error)
  // BSON and the driver reject values before they send them.
  if (/^(?:BSON|MongoInvalidArgument)/.test(error.name)) return failedReason(service, error.message, error)
  const isUnsent = error.name === 'MongoServerSelectionError'
  return (isUnsent ? failure : null) ?? toEgressError(error, host)
}

const isPartial = (error: Error, operation: MongoRequest['operation']): error is MongoBulkWriteError =>
  operation.type === 'insert' && insertedCount(error) > 0 && insertedCount(error) < operation.documents.length

const insertedCount = (error: Error): number => ('insertedCount' in error ? Number(error.insertedCount) : 0)

const isAtlasLogin = (message: string): boolean => /auth/i.test(message) && !/not allowed/i.test(message)

/** Whether a write may have changed documents although the server reported an error. */
function isUnknown(error: Error, code: number | null, operation: MongoRequest['operation']): boolean {
  // The server has not confirmed how durable the write is.
  if (error.name === 'MongoWriteConcernError' || insertedCount(error) > 0) return true
  if (code === null) return false
  if (INTERRUPTED.has(code)) return true
  // An update of several documents stops at the first that fails and keeps the earlier ones.
  return operation.type === 'update' && operation.isMany && !NOT_STARTED.has(code)
}
