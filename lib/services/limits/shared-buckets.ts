import 'server-only'
import { sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'

/** A lease that is not used up by then is lost: the limit is never passed, at worst a lease a process is not used. */
const LEASE_MS = 5_000
const MAX_LEASES = 50_000

interface Lease {
  left: number
  untilMs: number
}

/**
 * Token buckets that all processes share. A process takes a twentieth of a minute's worth at a time, with one
 * statement, and serves its requests from that.
 */
export class SharedBuckets {
  private readonly leases = new Map<string, Lease>()
  private readonly refusedUntil = new Map<string, number>()
  private readonly size: number

  constructor(
    private readonly db: Database,
    private readonly name: string,
    private readonly perMinute: number,
    private readonly now: () => number = Date.now,
  ) {
    this.size = Math.max(1, Math.floor(perMinute / 20))
  }

  /** @throws AppError RATE_LIMITED with the seconds to wait. */
  async take(key: string): Promise<void> {
    const nowMs = this.now()
    const lease = this.leases.get(key)
    if (lease && lease.left > 0 && lease.untilMs > nowMs) {
      lease.left -= 1
      return
    }
    // Whoever hammers on is refused without a statement.
    const refused = this.refusedUntil.get(key) ?? 0
    const granted = refused > nowMs ? 0 : await this.lease(key, nowMs)
    if (granted === 0) throw this.refuse(key, nowMs)
    this.remember(key, { left: granted - 1, untilMs: nowMs + LEASE_MS })
  }

  private async lease(key: string, nowMs: number): Promise<number> {
    for (const wanted of this.size > 1 ? [this.size, 1] : [1]) if (await this.claim(key, wanted, nowMs)) return wanted
    return 0
  }

  private async claim(key: string, wanted: number, nowMs: number): Promise<boolean> {
    const at = this.now === Date.now ? sql`clock_timestamp()` : sql`to_timestamp(${nowMs / 1_000}::double precision)`
    const refilled = sql`least(${this.perMinute}::double precision, rate_buckets.tokens + greatest(0, extract(epoch from ${at} - rate_buckets.at)) * ${this.perMinute / 60}::double precision)`
    const claimed = await this.db.execute(sql`
      insert into rate_buckets (key, tokens, at) values (${`${this.name}:${key}`}, ${this.perMinute - wanted}, ${at})
      on conflict (key) do update set tokens = ${refilled} - ${wanted}::int, at = ${at}
      where ${refilled} >= ${wanted}::int
      returning tokens`)
    return rows(claimed).length > 0
  }

  private refuse(key: string, nowMs: number): AppError {
    const retryAfterSeconds = Math.max(1, Math.ceil(60 / this.perMinute))
    if (this.refusedUntil.size > MAX_LEASES) this.refusedUntil.clear()
    if ((this.refusedUntil.get(key) ?? 0) <= nowMs) this.refusedUntil.set(key, nowMs + 60_000 / this.perMinute)
    return new AppError('RATE_LIMITED', 'Too many requests.', { retryAfterSeconds })
  }

  private remember(key: string, lease: Lease): void {
    this.refusedUntil.delete(key)
    this.leases.delete(key)
    this.leases.set(key, lease)
    const [oldest] = this.leases.keys()
    if (this.leases.size > MAX_LEASES && oldest !== undefined) this.leases.delete(oldest)
  }
}
