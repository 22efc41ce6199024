import 'server-only'
import type { PublicError } from '@/lib/contracts/public'
import type { ErrorCode } from '@/lib/core/app-error'
import { RejectedError } from '@/lib/services/protection/rejection'

/** Failures that callers can act on keep their code and message; all others only say that the app failed. */
const PUBLIC_CODES: Partial<Record<ErrorCode, string | null>> = {
  INVALID_INPUT: null,
  INVALID_JSON: null,
  UNAUTHENTICATED: null,
  FORBIDDEN: 'This is not allowed here.',
  NOT_FOUND: 'Not found.',
  METHOD_NOT_ALLOWED: null,
  CONFLICT: null,
  TOO_LARGE: null,
  UNSUPPORTED_MEDIA_TYPE: null,
  RATE_LIMITED: 'Too many requests. Wait a moment and try again.',
  BUDGET_EXCEEDED: 'A budget for this request is used up.',
  CANCELLED: 'The run was stopped.',
  TIMEOUT: 'The app took too long to answer.',
  LIMIT_EXCEEDED: 'The app reached one of its limits.',
  MODEL_MISSING: 'The app has no model to answer with.',
  MODEL_UNAUTHORIZED: 'The model service rejected the key of this app. The owner of the app must check it.',
  MODEL_UNREACHABLE: 'The model did not answer. Try again in a moment.',
  MODEL_RATE_LIMITED: 'The model is busy. Try again in a moment.',
  MODEL_FAILED: 'The model failed to answer.',
  MAINTENANCE: null,
  UNAVAILABLE: 'The service is not available right now. Try again in a moment.',
}

/** Waiting helps with a rate limit; with a concurrency limit only the end of another run does. */
const PLACES = 'Too many requests at the same time. Wait until one of them has ended.'
const isOfPlaces = (error: object): boolean => error instanceof RejectedError && error.rejection.kind === 'place'

/** No budget is used up then, and waiting does not help. */
const UNKNOWN_PRICE = 'A budget rejects the model of this app, because its price is not known.'
const isUnknownPrice = ({ code, message }: { code: ErrorCode; message: string }): boolean =>
  code === 'BUDGET_EXCEEDED' && message.startsWith('The price of this model is not known')

/** What callers may know about a failure; the rest is in the log and the trace under `requestId`. */
export function toPublicError(
  error: { code: ErrorCode; message: string; retryAfterSeconds?: number | undefined },
  requestId: string,
): PublicError {
  const text = isOfPlaces(error) ? PLACES : PUBLIC_CODES[error.code]
  if (text === undefined) return { code: 'INTERNAL', message: 'The app failed to answer.', requestId }
  const { code, message, retryAfterSeconds } = error
  if (isUnknownPrice(error)) return { code, message: UNKNOWN_PRICE, requestId }
  const more = code === 'BUDGET_EXCEEDED' ? renewalIn(message) : ''
  const wait = code === 'MODEL_RATE_LIMITED' && retryAfterSeconds !== undefined ? { retryAfterSeconds } : {}
  return { code, message: `${text ?? message}${more}`, requestId, ...wait }
}

/** The reset time is not secret. Name, amount and subject of the budget stay in the studio. */
function renewalIn(message: string): string {
  const [, renewal] = /(It resets on [^.]+\.|Try again in a moment\.)$/.exec(message) ?? []
  return renewal === undefined ? '' : ` ${renewal}`
}
