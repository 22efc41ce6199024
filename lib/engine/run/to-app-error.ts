import { AppError } from '@/lib/core/app-error'
import { localAddressOf } from '@/lib/core/network/local-address'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { RunError } from '../events'

/** Returns expected errors unchanged; others lose their message, which is only logged. */
export function toAppError(error: unknown): AppError {
  if (AppError.isInstance(error)) return error
  return new AppError('INTERNAL', problem('engine.nodeFailed'), { cause: error })
}

export function toRunError(error: AppError, nodeId?: string): RunError {
  const { code, retryAfterSeconds } = error
  const localAddress = code === 'EGRESS_BLOCKED' ? localAddressOf(error) : null
  return {
    code,
    ...pickProblem(error),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(localAddress === null ? {} : { localAddress }),
  }
}
