import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { env } from '@/lib/platform/env'
import type { RateState } from '@/lib/platform/rate-state'
import { TokenBuckets } from '@/lib/platform/token-buckets'
import { SharedBuckets } from '@/lib/services/limits/shared-buckets'
import { SharedGate } from '@/lib/services/limits/shared-gate'

export interface PublicLimits {
  perKeyPerMinute: number
  perAppPerMinute: number
  /** Chat messages and new sessions of one IPv4 address or IPv6 /64. */
  perAddressPerMinute: number
  /** Runs of one app at a time. */
  concurrentPerApp: number
}

export const DEFAULT_LIMITS: PublicLimits = {
  perKeyPerMinute: 60,
  perAppPerMinute: 600,
  perAddressPerMinute: 30,
  concurrentPerApp: 10,
}

/** Counts what is under way by key. */
export class ConcurrencyGate {
  private readonly running = new Map<string, number>()

  constructor(private readonly limit: number) {}

  /** @returns how to leave; calling it twice does no harm. @throws AppError RATE_LIMITED */
  enter(key: string): () => void {
    const count = this.running.get(key) ?? 0
    if (count >= this.limit)
      throw new AppError('RATE_LIMITED', 'Too many requests at the same time.', { retryAfterSeconds: 1 })
    this.running.set(key, count + 1)
    let inside = true
    return () => {
      if (inside) this.leave(key)
      inside = false
    }
  }

  private leave(key: string): void {
    const count = (this.running.get(key) ?? 1) - 1
    if (count > 0) this.running.set(key, count)
    else this.running.delete(key)
  }
}

interface Buckets {
  readonly perMinute: number
  /** @throws AppError RATE_LIMITED with the seconds to wait. */
  take(key: string): RateState | Promise<RateState>
}

export interface PublicLimiter {
  keys: Buckets
  apps: Buckets
  addresses: Buckets
  /** @throws AppError RATE_LIMITED */
  runs: { enter(key: string): (() => void) | Promise<() => void> }
}

/** Counted in the database: for as many processes as there are. */
export function createSharedLimiter(
  db: Database,
  limits: PublicLimits = scaled(DEFAULT_LIMITS, env().publicRateFactor),
): PublicLimiter {
  const runs = new SharedGate(db, 'runs', limits.concurrentPerApp)
  runs.start()
  return {
    keys: new SharedBuckets(db, 'key', limits.perKeyPerMinute),
    apps: new SharedBuckets(db, 'app', limits.perAppPerMinute),
    addresses: new SharedBuckets(db, 'address', limits.perAddressPerMinute),
    runs,
  }
}

/** Counted in memory: where one process is all there is, which is exact and costs nothing. */
export function createPublicLimiter(
  limits: PublicLimits = scaled(DEFAULT_LIMITS, env().publicRateFactor),
  now: () => number = Date.now,
): PublicLimiter {
  return {
    keys: new TokenBuckets(limits.perKeyPerMinute, now),
    apps: new TokenBuckets(limits.perAppPerMinute, now),
    addresses: new TokenBuckets(limits.perAddressPerMinute, now),
    runs: new ConcurrencyGate(limits.concurrentPerApp),
  }
}

function scaled(limits: PublicLimits, factor: number): PublicLimits {
  return {
    perKeyPerMinute: limits.perKeyPerMinute * factor,
    perAppPerMinute: limits.perAppPerMinute * factor,
    perAddressPerMinute: limits.perAddressPerMinute * factor,
    concurrentPerApp: limits.concurrentPerApp * factor,
  }
}
