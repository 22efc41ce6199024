import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Problem } from '@/lib/messages/problems/types'
import type { PublicApi } from '../../public-api'
import { apiHandler, type FailureBody } from '../../public-handler'

/**
 * An unsupported operation of a compatible API: rejected with an alternative, so that clients do
 * not suspect a wrong URL.
 */
export function notOffered(api: PublicApi, reason: Problem, failureBody: FailureBody) {
  const reject = async () => {
    throw new AppError('INVALID_INPUT', reason)
  }
  return apiHandler(api, reject, failureBody)
}
