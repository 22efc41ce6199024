import 'server-only'
import type { PublicProblem } from '@/lib/contracts/public'
import type { AppError, ErrorCode } from '@/lib/core/app-error'
import type { Problem } from '@/lib/messages/problems/types'
import { publicStatus } from '../../../http/error-status'
import { toPublicError } from './public-error'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Error format of RFC 9457; `error` is for older clients. */
export function toProblem(failed: Problem & Pick<AppError, 'code'>, requestId: string): PublicProblem {
  const error = toPublicError(failed, requestId)
  const words = error.code.toLowerCase().split('_')
  return {
    type: `urn:patchbay:error:${words.join('-')}`,
    title: titleOf(error.code),
    status: publicStatus(failed.code),
    detail: error.message,
    code: error.code,
    ...(error.key === undefined ? {} : { key: error.key, params: error.params }),
    requestId,
    error,
  }
}

/** The code as text, equal for every problem of a type, as the RFC requires. */
function titleOf(code: ErrorCode): string {
  const text = code
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/^json\b|\bjson\b/g, 'JSON')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
