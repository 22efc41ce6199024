import { AppError, type AppErrorOptions } from '@/lib/core/app-error'
import type { RateState } from './rate-state'

/** More than a limit lets through: says which one it was, and when it lets something through again. */
export class RateRefused extends AppError {
  readonly rate: RateState

  constructor(perMinute: number, retryAfterSeconds: number, options: AppErrorOptions = {}) {
    super('RATE_LIMITED', 'Too many requests.', { ...options, retryAfterSeconds })
    this.rate = { perMinute, remaining: 0, resetSeconds: retryAfterSeconds }
  }
}
