import 'server-only'
import { type FailureBody, jsonResponse } from '../face-handler'
import { toPublicError } from '../public-error'

/** RFC 6749 §5.2. */
export const oauthFailure: FailureBody = (failed, requestId) => {
  const { code, message } = toPublicError(failed, requestId)
  return { error: errorOf(code), error_description: message, requestId }
}

function errorOf(code: string): string {
  if (code === 'RATE_LIMITED' || code === 'UNAVAILABLE') return 'temporarily_unavailable'
  return code === 'INTERNAL' ? 'server_error' : 'invalid_request'
}

/** Which part was wrong is not said: who guesses learns nothing. */
export function invalidGrant(): Response {
  const body = { error: 'invalid_grant', error_description: 'Unknown, used before, expired or revoked. Connect anew.' }
  return jsonResponse(body, { status: 400 })
}
