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
  const known = AppError.isInstance(error) ? error : unavailable
  if (!known || unavailable || known.code === 'INTERNAL') log().error({ cause: error, requestId }, 'request failed')
  const code = known?.code ?? 'INTERNAL'
  const body = known && code !== 'INTERNAL' ? pickProblem(known) : problem('request.failed')
  const details = known?.details === undefined ? {} : { details: known.details }
  const headers = new Headers({ 'x-request-id': requestId })
  if (known?.retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(known.retryAfterSeconds)))
  return Response.json({ error: { code, ...body, ...details, requestId } }, { status: studioStatus(code), headers })
}
