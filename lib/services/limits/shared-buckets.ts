import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { RateLimitedError } from '@/lib/platform/rate-limited-error'
import { type RateState, toRateState } from '@/lib/platform/rate-state'

/** An unused lease expires after this: the limit is never exceeded, at worst one lease per process is lost. */
const LEASE_MS = 5_000
const MAX_LEASES = 50_000

interface Lease {
  left: number
  /** Tokens left in the bucket when the lease was acquired; later leases of others are not known here. */
  behind: number
  untilMs: number
}

/**
 * Token buckets shared by all processes. A process leases a twentieth of a minute's quota with one statement and serves
 * its requests from that.
 */
export class SharedBuckets {
  private readonly leases = new Map<string, Lease>()
  private readonly leasing = new Map<string, Promise<boolean>>()
  /** Rejected keys with the limit at that time: after the limit is raised, the bucket is checked again. */
  private readonly rejected = new Map<string, { untilMs: number; perMinute: number }>()

  constructor(
    private readonly db: Database,
    private readonly name: string,
    readonly perMinute: number,
    /** In milliseconds; replaces the database clock and the monotonic clock in tests. */
    private readonly clock: (() => number) | null = null,
  ) {}

  /** @param perMinute for keys with a limit of their own. @throws AppError RATE_LIMITED with the seconds to wait */
  take(key: string, perMinute: number = this.perMinute): RateState | Promise<RateState> {
    return this.takeLeased(key, perMinute) ?? this.takeMore(key, perMinute)
  }

  /** Takes one token within a transaction, without another connection. @returns whether there was one */
  async takeWithin(tx: Transaction, key: string, perMinute: number = this.perMinute): Promise<boolean> {
    return this.takeLeased(key, perMinute) !== null || (await this.claim(tx, key, { wanted: 1, perMinute })) !== null
  }

  private async takeMore(key: string, perMinute: number): Promise<RateState> {
    for (;;) {
      const state = this.takeLeased(key, perMinute)
      if (state) return state
      // Repeated requests are rejected without a statement.
      if (this.isRejected(key, perMinute)) throw this.reject(key, perMinute)
      // Concurrent requests share one lease: one each would empty the bucket and leave the leases unused.
      const leasing = this.leasing.get(key) ?? this.lease(key, perMinute).finally(() => this.leasing.delete(key))
      this.leasing.set(key, leasing)
      if (!(await leasing)) throw this.reject(key, perMinute)
    }
  }

  private now(): number {
    return this.clock ? this.clock() : performance.now()
  }

  private takeLeased(key: string, perMinute: number): RateState | null {
    const lease = this.leases.get(key)
    if (!lease || lease.left <= 0 || lease.untilMs <= this.now()) return null
    lease.left -= 1
    return toRateState(perMinute, lease.left + lease.behind)
  }

  private async lease(key: string, perMinute: number): Promise<boolean> {
    const size = Math.max(1, Math.floor(perMinute / 20))
    for (const tokens of size > 1 ? [size, 1] : [1]) {
      const behind = await this.claim(this.db, key, { wanted: tokens, perMinute })
      if (behind === null) continue
      this.remember(key, { left: tokens, behind, untilMs: this.now() + LEASE_MS })
      return true
    }
    return false
  }

  private async claim(
    db: Database | Transaction,
    key: string,
    { wanted, perMinute }: { wanted: number; perMinute: number },
  ): Promise<number | null> {
    const nowSql = this.clock ? sql`to_timestamp(${this.clock() / 1_000}::double precision)` : sql`clock_timestamp()`
    const refilled = sql`least(${perMinute}::double precision, rate_buckets.tokens + greatest(0, extract(epoch from ${nowSql} - rate_buckets.at)) * ${perMinute / 60}::double precision)`
    const claimed = await db.execute(sql`
      insert into rate_buckets (key, tokens, at) values (${`${this.name}:${key}`}, ${perMinute - wanted}, ${nowSql})
      on conflict (key) do update set tokens = ${refilled} - ${wanted}::int, at = ${nowSql}
      where ${refilled} >= ${wanted}::int
      returning tokens`)
    return rows<{ tokens: number }>(claimed)[0]?.tokens ?? null
  }

  private isRejected(key: string, perMinute: number): boolean {
    const rejection = this.rejected.get(key)
    return rejection !== undefined && rejection.perMinute === perMinute && rejection.untilMs > this.now()
  }

  private reject(key: string, perMinute: number): RateLimitedError {
    const retryAfterSeconds = Math.max(1, Math.ceil(60 / perMinute))
    if (this.rejected.size > MAX_LEASES) this.rejected.clear()
    if (!this.isRejected(key, perMinute))
      this.rejected.set(key, { untilMs: this.now() + 60_000 / perMinute, perMinute })
    return new RateLimitedError(perMinute, retryAfterSeconds)
  }

  private remember(key: string, lease: Lease): void {
    this.rejected.delete(key)
    this.leases.delete(key)
    this.leases.set(key, lease)
    const [oldest] = this.leases.keys()
    if (this.leases.size > MAX_LEASES && oldest !== undefined) this.leases.delete(oldest)
  }
}
