import { AppError, type AppErrorOptions } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { RateState } from './rate-state'

/** A request over a rate limit. Names the limit and when it accepts requests again. */
export class RateLimitedError extends AppError {
  readonly rate: RateState

  constructor(perMinute: number, retryAfterSeconds: number, options: AppErrorOptions = {}) {
    super('RATE_LIMITED', problem('limits.tooManyRequests'), { ...options, retryAfterSeconds })
    this.rate = { perMinute, remaining: 0, resetSeconds: retryAfterSeconds }
  }
}
