import type { ErrorCode } from '@/lib/core/app-error'

/** How often a run is tried whose failure is worth repeating. */
export const ATTEMPTS = 3

interface Failure {
  code?: string
}

/** Failures outside the app, such as a busy server or an unreachable model. */
const OUTSIDE: ReadonlySet<string> = new Set<ErrorCode>([
  'RATE_LIMITED',
  'MODEL_RATE_LIMITED',
  'MODEL_UNREACHABLE',
  'UNAVAILABLE',
  'SANDBOX_UNAVAILABLE',
  'MAINTENANCE',
  'INTERNAL',
])

/** Whether the failure does not concern the app, so that the case has no verdict instead of counting as wrong. */
export const isInterruption = ({ code }: Failure): boolean =>
  code !== undefined && (OUTSIDE.has(code) || code === 'CANCELLED')

/** A time limit can be exceeded on a busy machine, too. If it happens again, the app is too slow. */
export const isWorthRepeating = ({ code }: Failure): boolean =>
  code !== undefined && (OUTSIDE.has(code) || code === 'TIMEOUT')
