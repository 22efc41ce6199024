import 'server-only'
import { RateLimitedError } from './rate-limited-error'
import { type RateState, toRateState } from './rate-state'

interface Bucket {
  tokens: number
  atMs: number
}

const MAX_BUCKETS = 50_000

/** Token buckets by key: a full minute's burst, then an even refill. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>()

  constructor(
    readonly perMinute: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param perMinute for keys with a limit of their own. @throws AppError RATE_LIMITED with the seconds to wait */
  take(key: string, perMinute: number = this.perMinute): RateState {
    const bucket = this.refilled(key, perMinute)
    if (bucket.tokens < 1) {
      const retryAfterSeconds = Math.max(1, Math.ceil(((1 - bucket.tokens) * 60) / perMinute))
      throw new RateLimitedError(perMinute, retryAfterSeconds)
    }
    bucket.tokens -= 1
    // Moved to the end, so that the first entries are the longest idle.
    this.buckets.delete(key)
    this.buckets.set(key, bucket)
    if (this.buckets.size > MAX_BUCKETS) this.forgetOldest()
    return toRateState(perMinute, bucket.tokens)
  }

  /** Like `take`, but never throws. @returns whether a token was available */
  async takeWithin(_tx: unknown, key: string, perMinute: number = this.perMinute): Promise<boolean> {
    if (this.refilled(key, perMinute).tokens < 1) return false
    this.take(key, perMinute)
    return true
  }

  private refilled(key: string, perMinute: number): Bucket {
    const nowMs = this.now()
    const bucket = this.buckets.get(key) ?? { tokens: perMinute, atMs: nowMs }
    const elapsedMs = Math.max(0, nowMs - bucket.atMs)
    bucket.tokens = Math.min(perMinute, bucket.tokens + (elapsedMs * perMinute) / 60_000)
    bucket.atMs = nowMs
    return bucket
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys()
    if (oldest !== undefined) this.buckets.delete(oldest)
  }
}
