import 'server-only'
import type { PublicError } from '@/lib/contracts/public'
import type { ErrorCode } from '@/lib/core/app-error'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem, ProblemParam } from '@/lib/messages/problems/types'
import { RejectedError } from '@/lib/services/protection/rejection'

/** Failures that callers can fix keep their code and text; all others are reported as a failure of the app. */
const PUBLIC_CODES: Partial<Record<ErrorCode, Problem | null>> = {
  INVALID_INPUT: null,
  INVALID_JSON: null,
  UNAUTHENTICATED: null,
  FORBIDDEN: problem('publicApi.forbidden'),
  NOT_FOUND: problem('request.notFound'),
  METHOD_NOT_ALLOWED: null,
  CONFLICT: null,
  TOO_LARGE: null,
  UNSUPPORTED_MEDIA_TYPE: null,
  RATE_LIMITED: problem('publicApi.rateLimited'),
  BUDGET_EXCEEDED: problem('publicApi.budgetExceeded'),
  CANCELLED: problem('runs.stopped'),
  TIMEOUT: problem('publicApi.timeout'),
  LIMIT_EXCEEDED: problem('publicApi.limitReached'),
  MODEL_MISSING: problem('publicApi.modelMissing'),
  MODEL_UNAUTHORIZED: problem('publicApi.modelUnauthorized'),
  MODEL_UNREACHABLE: problem('publicApi.modelUnreachable'),
  MODEL_RATE_LIMITED: problem('publicApi.modelBusy'),
  MODEL_FAILED: problem('publicApi.modelFailed'),
  MAINTENANCE: null,
  UNAVAILABLE: problem('publicApi.serviceUnavailable'),
}

const FAILED = problem('publicApi.failed')

type Failure = Problem & { code: ErrorCode; retryAfterSeconds?: number | undefined }

/** The public part of a failure; the rest is in the log and the trace under `requestId`. */
export function toPublicError(error: Failure, requestId: string): PublicError {
  const general = generalProblem(error)
  if (general === undefined) return { code: 'INTERNAL', ...FAILED, requestId }
  const { code, retryAfterSeconds } = error
  const wait = code === 'MODEL_RATE_LIMITED' && retryAfterSeconds !== undefined ? { retryAfterSeconds } : {}
  return { code, ...pickProblem(general ?? error), requestId, ...wait }
}

/** @returns null to show the error's own text, undefined to hide even its code */
function generalProblem(error: Failure): Problem | null | undefined {
  // Waiting helps against a rate limit; against a concurrency limit only the end of another request does.
  if (error instanceof RejectedError && error.rejection.kind === 'place') return problem('publicApi.tooManyAtOnce')
  // No money is used up then, and waiting does not help.
  if (error.key === 'budgets.priceUnknown' || error.key === 'publicApi.priceUnknown')
    return problem('publicApi.priceUnknown')
  // The reset time is public. Name, amount and subject of the budget are shown in the studio only.
  if (error.key === 'budgets.reserved')
    return problem('publicApi.budgetExceededUntil', { renewal: problem('request.tryAgain') })
  const renewal = error.code === 'BUDGET_EXCEEDED' ? error.params?.renewal : undefined
  if (isProblem(renewal) && renewal.key !== 'budgets.neverResets')
    return problem('publicApi.budgetExceededUntil', { renewal })
  return PUBLIC_CODES[error.code]
}

const isProblem = (param: ProblemParam | undefined): param is Problem => typeof param === 'object' && 'message' in param
