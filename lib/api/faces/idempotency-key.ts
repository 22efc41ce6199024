import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { CallerKey } from '@/lib/runs/public-backend-types'
import type { CallRequest } from './face-handler'

/**
 * `Idempotency-Key`, bound to who asks, so that nobody is answered with somebody else's run; empty without one.
 * @throws AppError INVALID_INPUT
 */
export function idempotencyKeyOf(
  request: Pick<CallRequest, 'headers'>,
  { keyId }: Pick<CallerKey, 'keyId'>,
  endUser: string | null,
): { idempotencyKey?: string } {
  const value = request.headers.get('idempotency-key')
  if (value === null) return {}
  if (!/^[\x21-\x7e]{1,200}$/.test(value))
    throw new AppError('INVALID_INPUT', 'Idempotency-Key must be 1 to 200 visible ASCII characters.')
  return { idempotencyKey: `${keyId}:${endUser === null ? '' : `${endUser.length}:${endUser}:`}${value}` }
}

/** Of a message of a visitor, whose page makes one for each. No API key is called so. @throws AppError INVALID_INPUT */
export function visitorIdempotencyKey(
  request: Pick<CallRequest, 'headers'>,
  endUser: string,
): { idempotencyKey?: string } {
  return idempotencyKeyOf(request, { keyId: 'visitor' }, endUser)
}
