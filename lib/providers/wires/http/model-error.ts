import 'server-only'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { errorHint } from './error-hint'

export interface ModelErrorContext {
  host: string
  model: string
  signal: AbortSignal
  /** Part of the answer was received: a retry would repeat it. */
  hasStarted?: boolean
}

/** Converts any error of a client library to an AppError with a message for the user who selected the model. */
export function toModelError(failure: unknown, context: ModelErrorContext): AppError {
  const { signal, host, hasStarted: isFinal = false } = context
  if (signal.aborted) {
    return AppError.isInstance(signal.reason) ? signal.reason : new AppError('CANCELLED', problem('models.callStopped'))
  }
  const chain = causes(failure)
  const appError = chain.find(AppError.isInstance)
  if (appError)
    return appError.code === 'EGRESS_FAILED'
      ? new AppError('MODEL_UNREACHABLE', appError, { cause: failure, isFinal })
      : appError
  const status = chain.map(statusOf).find((found) => found !== null)
  if (status !== undefined) return statusError(status ?? 0, { failure, chain, ...context })
  return new AppError('MODEL_FAILED', problem('providers.answerUnreadable', { host }), {
    cause: failure,
    isFinal: true,
  })
}

export function stoppedInTheMiddle(host: string): AppError {
  return new AppError('MODEL_FAILED', problem('providers.stoppedMidAnswer', { host }), { isFinal: true })
}

/** From a plain HTTP response. */
export async function responseError(response: Response, context: ModelErrorContext): Promise<AppError> {
  const body = await response.text().catch(() => '')
  const failure = Object.assign(new Error(messageOf(body)), { status: response.status, headers: response.headers })
  return statusError(response.status, { failure, chain: [failure], ...context })
}

/** A failure that a service sends as a stream event, some with the HTTP status it would have had. */
export function bodyError(body: unknown, context: ModelErrorContext): AppError {
  const text = findMessage(body) ?? ''
  const status = typeof body === 'object' && body !== null && 'code' in body ? Number(body.code) : Number.NaN
  if (!context.hasStarted && status >= 400 && status < 600) {
    const failure = Object.assign(new Error(text), { status })
    return statusError(status, { failure, chain: [failure], ...context })
  }
  return new AppError(
    'MODEL_FAILED',
    problem('providers.brokeOffSaying', { host: context.host, reason: reasonOf(text) }),
    {
      cause: new Error(errorHint(text)),
      isFinal: context.hasStarted ?? false,
    },
  )
}

interface StatusContext extends ModelErrorContext {
  failure: unknown
  chain: readonly unknown[]
}

function statusError(status: number, { failure, chain, host, model }: StatusContext): AppError {
  const text = wordsOf(failure)
  const reason = reasonOf(text)
  const error = (code: ErrorCode, body: Problem, retryAfterSeconds?: number) =>
    // Keeps the service's complete response out of the log.
    new AppError(code, body, {
      cause: Object.assign(new Error(`${status}: ${reason}`), { status }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    })
  // Google uses status 400 for it.
  if (status === 401 || status === 403 || /api key not valid/i.test(text)) {
    return error('MODEL_UNAUTHORIZED', problem('providers.apiKeyRejected', { host, status }))
  }
  if (status === 404) {
    const missing =
      model === '' ? problem('providers.addressUnknown', { host }) : problem('providers.modelUnknown', { host, model })
    return error('MODEL_MISSING', missing)
  }
  if (status === 429) {
    return error('MODEL_RATE_LIMITED', problem('providers.rateLimited', { host, reason }), retryAfterOf(chain))
  }
  if (status === 413 || isTooLong(text)) {
    return error('LIMIT_EXCEEDED', problem('providers.textTooLong', { model }))
  }
  if (status === 408 || status === 504) return error('TIMEOUT', problem('providers.timeout', { host, status }))
  if (status >= 500)
    return error('MODEL_FAILED', problem('providers.failedWithStatus', { host, status, reason }), retryAfterOf(chain))
  return error('INVALID_INPUT', problem('providers.requestRejected', { host, status, reason }))
}

function isTooLong(text: string): boolean {
  return /context.?length|maximum context|context window|prompt is too long|too many tokens/i.test(text)
}

/** The service's own message, without the links that LangChain appends. */
function wordsOf(failure: unknown): string {
  const raw = failure instanceof Error ? failure.message : ''
  return messageOf(raw.replace(/\s*Troubleshooting URL:[\s\S]*$/, '').replace(/^\d{3}\s+/, ''))
}

/** `none` selects the text without a reason. */
const reasonOf = (text: string): string => errorHint(text) || 'none'

function messageOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body)
    return findMessage(parsed) ?? ''
  } catch {
    // An HTML page of a proxy is of no use to users.
    return body.trimStart().startsWith('<') ? '' : body
  }
}

function findMessage(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return null
  if ('message' in value && typeof value.message === 'string') return value.message
  return 'error' in value ? findMessage(value.error) : null
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null
  if ('status' in error && typeof error.status === 'number') return error.status
  // Ollama's own field name.
  return 'status_code' in error && typeof error.status_code === 'number' ? error.status_code : null
}

function retryAfterOf(chain: readonly unknown[]): number | undefined {
  for (const error of chain) {
    if (typeof error !== 'object' || error === null || !('headers' in error)) continue
    const value = error.headers instanceof Headers ? error.headers.get('retry-after') : null
    if (value === null) continue
    const seconds = Number(value)
    if (Number.isFinite(seconds)) return Math.max(0, seconds)
    const date = Date.parse(value)
    if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - Date.now()) / 1_000))
  }
  return undefined
}

function causes(failure: unknown): unknown[] {
  const chain: unknown[] = []
  for (let error = failure; error !== undefined && error !== null && chain.length < 8; ) {
    chain.push(error)
    error = error instanceof Error ? error.cause : undefined
  }
  return chain
}
