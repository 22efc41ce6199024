import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { CallRequest } from '../../public-handler'

interface Claimant {
  app: Pick<PublishedApp, 'environment'>
  key: Pick<CallerKey, 'keyId'>
  endUser: string | null
}

/**
 * `Idempotency-Key`, bound to who asks and in which environment, so that nobody is answered with somebody else's run.
 * Empty without one. @throws AppError INVALID_INPUT
 */
export function idempotencyKeyOf(
  request: Pick<CallRequest, 'headers'>,
  { app: { environment = 'production' }, key: { keyId }, endUser }: Claimant,
): { idempotencyKey?: string } {
  const value = request.headers.get('idempotency-key')
  if (value === null) return {}
  if (!/^[\x21-\x7e]{1,200}$/.test(value))
    throw new AppError('INVALID_INPUT', 'Idempotency-Key must be 1 to 200 visible ASCII characters.')
  const place = environment === 'production' ? keyId : `${keyId}@${environment}`
  return { idempotencyKey: `${place}:${endUser === null ? nobodys(value) : `${endUser.length}:${endUser}:${value}`}` }
}

/** One that was written to look like an end user's begins as none of theirs does. */
const nobodys = (value: string): string => (/^(?:-:)*\d+:/.test(value) ? `-:${value}` : value)

/** Of a message of a visitor, whose page makes one for each. No API key is called so. @throws AppError INVALID_INPUT */
export function visitorIdempotencyKey(
  request: Pick<CallRequest, 'headers'>,
  claimant: Omit<Claimant, 'key'>,
): { idempotencyKey?: string } {
  return idempotencyKeyOf(request, { ...claimant, key: { keyId: 'visitor' } })
}
