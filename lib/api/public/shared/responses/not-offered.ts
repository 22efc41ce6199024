import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { PublicApi } from '../../public-api'
import { apiHandler, type FailureBody } from '../../public-handler'

/** What a peer has and Patchbay has not: refused with what to do instead, so that nobody looks for a wrong address. */
export function notOffered(api: PublicApi, message: string, failureBody: FailureBody) {
  const refuse = async () => {
    throw new AppError('INVALID_INPUT', message)
  }
  return apiHandler(api, refuse, failureBody)
}
