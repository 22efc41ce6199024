import 'server-only'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { explainDatabaseFailure } from '@/lib/db/errors/explain-failure'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'

export const STATUS = {
  INVALID_INPUT: 400,
  INVALID_JSON: 400,
  INVALID_GRAPH: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  BUDGET_EXCEEDED: 402,
  CANCELLED: 499,
  TIMEOUT: 504,
  LIMIT_EXCEEDED: 422,
  EGRESS_BLOCKED: 422,
  EGRESS_ENCODING_REFUSED: 502,
  EGRESS_FAILED: 502,
  MODEL_MISSING: 422,
  MODEL_UNREACHABLE: 502,
  MODEL_UNAUTHORIZED: 502,
  MODEL_RATE_LIMITED: 503,
  MODEL_FAILED: 502,
  CREDENTIAL_MISSING: 422,
  SANDBOX_UNAVAILABLE: 503,
  SANDBOX_FAILED: 422,
  REFERENCE_MISSING: 422,
  TOOL_FAILED: 502,
  GAVE_UP: 500,
  UNAVAILABLE: 503,
  MAINTENANCE: 503,
  INTERNAL: 500,
} as const satisfies Record<ErrorCode, number>

/** Maps the studio API's errors to HTTP. Unexpected ones lose their message. */
export function errorResponse(error: unknown, requestId: string): Response {
  const away = explainDatabaseFailure(error)
  const known = AppError.isInstance(error) ? error : away
  if (!known || away || known.code === 'INTERNAL') log().error({ cause: error, requestId }, 'request failed')
  const code = known?.code ?? 'INTERNAL'
  const said = known && code !== 'INTERNAL' ? pickProblem(known) : problem('request.failed')
  const details = known?.details === undefined ? {} : { details: known.details }
  const headers = new Headers({ 'x-request-id': requestId })
  if (known?.retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(known.retryAfterSeconds)))
  return Response.json({ error: { code, ...said, ...details, requestId } }, { status: STATUS[code], headers })
}
