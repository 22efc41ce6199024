import 'server-only'
import { plannedTime } from '@/lib/contracts/planned-time'
import type { PlannedTime } from '@/lib/contracts/releases'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** @throws INVALID_INPUT when the time has passed */
export function requireFutureTime(planned: PlannedTime, now: Date): Date {
  const plannedFor = plannedTime(planned)
  if (plannedFor <= now) throw new AppError('INVALID_INPUT', problem('releases.timePassed'))
  return plannedFor
}
