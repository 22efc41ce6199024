import 'server-only'
import { plannedTime } from '@/lib/contracts/planned-time'
import type { PlannedTime } from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'

/** @throws INVALID_INPUT when the time has passed */
export function requireFutureTime(planned: PlannedTime, now: Date): Date {
  const at = plannedTime(planned)
  if (at <= now) throw new AppError('INVALID_INPUT', 'Choose a time that is still to come.')
  return at
}
