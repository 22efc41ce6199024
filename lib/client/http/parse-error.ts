import { AppError, ERROR_CODES, type ErrorCode } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { localizeError } from '../messages/localize-error'
import { currentLocale, loadMessageCatalog } from '../messages/message-catalog'
import { t } from '../messages/t'
import { readKey } from './read-key'

/** Converts an error response `{ error: { code, message, details, requestId } }`. */
export async function parseError(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null)
  const error = readField(body, 'error')
  const message = readField(error, 'message')
  const requestId = readField(error, 'requestId')
  const named = readCode(readField(error, 'code'))
  // A proxy without a reachable backend sends its own error page.
  if (!named && typeof message !== 'string' && isGatewayStatus(response.status)) return offlineError(response.status)
  // Pages load without the texts of problems. If they cannot be loaded now, the English message is shown.
  await loadMessageCatalog(currentLocale()).catch(() => null)
  const retryAfter = Number(response.headers.get('retry-after'))
  const options = {
    details: readField(error, 'details'),
    ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
    ...(typeof requestId === 'string' ? { cause: { requestId } } : {}),
  }
  const code = named ?? codeOfStatus(response.status)
  return new AppError(
    code,
    typeof message === 'string' && message !== ''
      ? verbatim(localizeError({ code, message, ...readKey(error), details: options.details }))
      : verbatim(t('common.errorUnknown')),
    options,
  )
}

const OFFLINE = 'offline'

/** fetch() rejects without a useful message. */
export function offlineError(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', verbatim(t('common.offline')), { cause, details: OFFLINE })
}

/** No response was received, so the request can be retried unchanged. */
export function isOffline(error: unknown): boolean {
  return AppError.isInstance(error) && error.details === OFFLINE
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function readCode(value: unknown): ErrorCode | undefined {
  return ERROR_CODES.find((code) => code === value)
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'UNAUTHENTICATED'
  if (status === 403) return 'FORBIDDEN'
  if (status === 404) return 'NOT_FOUND'
  if (status === 413) return 'TOO_LARGE'
  if (status === 429) return 'RATE_LIMITED'
  return isGatewayStatus(status) ? 'UNAVAILABLE' : 'INTERNAL'
}

/** A proxy's error page for an unreachable backend. */
export function isGatewayStatus(status: number): boolean {
  return status >= 502 && status <= 504
}
