import type { RouteTarget } from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { TargetTimeout } from './call-timeout'
import { type BreakerRule, circuitBreakers } from './circuit-breakers'
import { targetKey } from './plan-targets'
import { ReaderLeft } from './reader-left'

/** Codes that end a request whatever the model. */
const FINAL_CODES = new Set(['BUDGET_EXCEEDED', 'CANCELLED'])
/** Transient errors, worth retrying with the same model. */
const TRANSIENT_CODES = new Set(['MODEL_FAILED', 'MODEL_UNREACHABLE', 'TIMEOUT', 'EGRESS_FAILED'])

interface Candidate {
  target: RouteTarget
  /** Remaining pause of the circuit breaker. */
  pauseSeconds: number
}

/** Moves paused targets to the end, so that a route answers as long as any target works. */
export function pausedLast(targets: readonly RouteTarget[]): Candidate[] {
  const all = targets.map((target) => ({ target, pauseSeconds: circuitBreakers().closedFor(targetKey(target)) }))
  return [
    ...all.filter(({ pauseSeconds }) => pauseSeconds === 0),
    ...all.filter(({ pauseSeconds }) => pauseSeconds > 0),
  ]
}

export const pausedProblem = (seconds: number): Problem => problem('decisions.paused', { seconds })

export const breakerProblem = ({ failures, pauseSeconds }: BreakerRule): Problem =>
  problem('decisions.breaker', { failures, seconds: pauseSeconds })

export const callProblem = (error: unknown): Problem =>
  AppError.isInstance(error) ? pickProblem(error) : problem('decisions.callFailed')

export function isFinal(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted || error instanceof ReaderLeft) return true
  return AppError.isInstance(error) && FINAL_CODES.has(error.code)
}

/** Whether to retry the same model at once; not after a Retry-After or a timeout. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TargetTimeout) return false
  return AppError.isInstance(error) && TRANSIENT_CODES.has(error.code) && error.retryAfterSeconds === undefined
}

/** Errors caused by the request do not count against the model. */
export function countsAgainst(error: unknown): boolean {
  return (
    AppError.isInstance(error) &&
    (error.code.startsWith('MODEL_') || TRANSIENT_CODES.has(error.code) || error.code === 'CREDENTIAL_MISSING')
  )
}
