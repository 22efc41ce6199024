import { AppError } from '@/lib/core/app-error'
import { localAddressOf } from '@/lib/core/network/local-address'
import type { RunError } from '../events'

/** An expected failure as it is; anything else leaves without its message, which is for the log only. */
export function toAppError(error: unknown): AppError {
  if (AppError.isInstance(error)) return error
  return new AppError('INTERNAL', 'The node failed unexpectedly.', { cause: error })
}

export function toRunError(error: AppError, nodeId?: string): RunError {
  const { code, message, retryAfterSeconds } = error
  const localAddress = code === 'EGRESS_BLOCKED' ? localAddressOf(error) : null
  return {
    ...{ code, message },
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(localAddress === null ? {} : { localAddress }),
  }
}
