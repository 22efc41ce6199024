import 'server-only'
import { type FailureBody, jsonResponse } from '../public-handler'
import { toPublicError } from '../shared/responses/public-error'

/** RFC 6749 §5.2. */
export const oauthFailure: FailureBody = (failed, requestId) => {
  const { code, message } = toPublicError(failed, requestId)
  return { error: errorOf(code), error_description: message, requestId }
}

function errorOf(code: string): string {
  if (code === 'RATE_LIMITED' || code === 'UNAVAILABLE') return 'temporarily_unavailable'
  return code === 'INTERNAL' ? 'server_error' : 'invalid_request'
}

/** RFC 7591 §3.2.2. */
export const registrationFailure: FailureBody = (failed, requestId) => {
  const { code, message } = toPublicError(failed, requestId)
  const isTheirs = code === 'INVALID_INPUT' || code === 'INVALID_JSON'
  const error = isTheirs ? 'invalid_client_metadata' : errorOf(code)
  return { error, error_description: message, requestId }
}

export function oauthError(error: string, description: string, status: 400 | 401 = 400): Response {
  return jsonResponse({ error, error_description: description }, { status })
}

/** Clients react by registering again. */
export function invalidClient(): Response {
  return oauthError('invalid_client', 'This client is not registered here. Register it again.', 401)
}

/** The message does not reveal which part was wrong, so that guessing does not help. */
export function invalidGrant(): Response {
  return oauthError('invalid_grant', 'Unknown, used before, expired or revoked. Connect again.')
}
