import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { explainDatabaseFailure } from '@/lib/db/errors/explain-failure'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { studioStatus } from '../http/error-status'

/** Maps the studio API's errors to HTTP. Unexpected ones lose their message. */
export function errorResponse(error: unknown, requestId: string): Response {
  const unavailable = explainDatabaseFailure(error)
  const appError = AppError.isInstance(error) ? error : unavailable
  if (!appError || unavailable || appError.code === 'INTERNAL')
    log().error({ cause: error, requestId }, 'request failed')
  const code = appError?.code ?? 'INTERNAL'
  const body = appError && code !== 'INTERNAL' ? pickProblem(appError) : problem('request.failed')
  const details = appError?.details === undefined ? {} : { details: appError.details }
  const headers = new Headers({ 'x-request-id': requestId })
  if (appError?.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(Math.ceil(appError.retryAfterSeconds)))
  return Response.json({ error: { code, ...body, ...details, requestId } }, { status: studioStatus(code), headers })
}
