import 'server-only'
import { AppError } from '@/lib/core/app-error'

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

interface Bucket {
  tokens: number
  atMs: number
}

const MAX_BUCKETS = 50_000

/** Token buckets by key: a full minute's worth at once, then an even refill. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>()

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws AppError RATE_LIMITED with the seconds to wait. */
  take(key: string): void {
    const bucket = this.refilled(key)
    if (bucket.tokens < 1) {
      const retryAfterSeconds = Math.max(1, Math.ceil(((1 - bucket.tokens) * 60) / this.perMinute))
      throw new AppError('RATE_LIMITED', 'Too many requests.', { retryAfterSeconds })
    }
    bucket.tokens -= 1
    // Moved to the end, so that the first entries are those that were idle longest.
    this.buckets.delete(key)
    this.buckets.set(key, bucket)
    if (this.buckets.size > MAX_BUCKETS) this.forgetOldest()
  }

  private refilled(key: string): Bucket {
    const nowMs = this.now()
    const bucket = this.buckets.get(key) ?? { tokens: this.perMinute, atMs: nowMs }
    const elapsedMs = Math.max(0, nowMs - bucket.atMs)
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + (elapsedMs * this.perMinute) / 60_000)
    bucket.atMs = nowMs
    return bucket
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys()
    if (oldest !== undefined) this.buckets.delete(oldest)
  }
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

export interface PublicLimiter {
  keys: TokenBuckets
  apps: TokenBuckets
  addresses: TokenBuckets
  runs: ConcurrencyGate
}

export function createPublicLimiter(
  limits: PublicLimits = DEFAULT_LIMITS,
  now: () => number = Date.now,
): PublicLimiter {
  return {
    keys: new TokenBuckets(limits.perKeyPerMinute, now),
    apps: new TokenBuckets(limits.perAppPerMinute, now),
    addresses: new TokenBuckets(limits.perAddressPerMinute, now),
    runs: new ConcurrencyGate(limits.concurrentPerApp),
  }
}
