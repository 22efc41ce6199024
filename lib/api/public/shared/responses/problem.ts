import 'server-only'
import type { PublicProblem } from '@/lib/contracts/public'
import type { AppError, ErrorCode } from '@/lib/core/app-error'
import { publicStatus } from './error-status'
import { toPublicError } from './public-error'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** A failure as RFC 9457 has it; `error` is what clients from before read. */
export function toProblem(failed: Pick<AppError, 'code' | 'message'>, requestId: string): PublicProblem {
  const error = toPublicError(failed, requestId)
  const words = error.code.toLowerCase().split('_')
  return {
    type: `urn:patchbay:error:${words.join('-')}`,
    title: titleOf(error.code),
    status: publicStatus(failed.code),
    detail: error.message,
    code: error.code,
    requestId,
    error,
  }
}

/** The code in words: the same for every problem of a type, as the RFC wants it. */
function titleOf(code: ErrorCode): string {
  const words = code
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/^json\b|\bjson\b/g, 'JSON')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
