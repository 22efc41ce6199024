import 'server-only'
import { inArray, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'
import { leases } from '@/lib/db/schema/automations'
import { lockName } from '@/lib/db/statements/lock-name'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'

const LEASE_SECONDS = 60
const RENEW_MS = 20_000
/** Interval in which idle slots are returned for use by other processes. */
const IDLE_MS = 200

interface Lease {
  /** The id of the row of this process and key. */
  id: string
  /** Slots acquired by this process. */
  places: number
  used: number
  /** Maximum number of slots used at the same time since the last check. */
  peak: number
  waiting: number
  /** One statement per key at a time. */
  pendingRequest: Promise<boolean> | null
  idle: ReturnType<typeof setTimeout> | undefined
}

/**
 * A concurrency limit shared by all processes. A process acquires as many slots as it needs through its row and returns
 * idle ones; a busy key costs no statement per request. Rows expire, so that the slots of a killed process are free
 * again after a minute.
 */
export class SharedGate {
  private readonly leases = new Map<string, Lease>()

  constructor(
    private readonly db: Database,
    private readonly name: string,
    private readonly limit: number,
  ) {}

  /**
   * @param limit for keys with a limit of their own @returns an idempotent function that releases the slot
   * @throws AppError RATE_LIMITED
   */
  enter(key: string, limit: number = this.limit): (() => void) | Promise<() => void> {
    const lease = this.leaseOf(key)
    return lease.used < Math.min(lease.places, limit) ? this.acquire(key, lease) : this.waitFor(key, lease, limit)
  }

  /** Acquires a slot even beyond the limit, for operations already in progress. @returns a function that releases it */
  async occupy(key: string): Promise<() => void> {
    let lease = this.leaseOf(key)
    while (lease.pendingRequest) {
      await lease.pendingRequest
      lease = this.leaseOf(key)
    }
    if (lease.used < lease.places) return this.acquire(key, lease)
    const adding = this.addSlot(key, lease)
    // Concurrent waiters repeat the check afterwards.
    const recheck = () => true
    lease.pendingRequest = adding.then(recheck, recheck).finally(() => {
      lease.pendingRequest = null
    })
    return adding
  }

  private async waitFor(key: string, lease: Lease, limit: number): Promise<() => void> {
    while (lease.used >= Math.min(lease.places, limit)) {
      lease.waiting += 1
      lease.pendingRequest ??= this.grow(key, lease, limit).finally(() => {
        lease.pendingRequest = null
      })
      const hasGrown = await lease.pendingRequest.finally(() => {
        lease.waiting -= 1
      })
      if (!hasGrown && lease.used >= Math.min(lease.places, limit))
        throw new AppError('RATE_LIMITED', problem('limits.tooManyAtOnce'), { retryAfterSeconds: 1 })
    }
    return this.acquire(key, lease)
  }

  private acquire(key: string, lease: Lease): () => void {
    lease.used += 1
    lease.peak = Math.max(lease.peak, lease.used)
    return this.leaveOnce(key, lease)
  }

  /** Renews the slots of this process regularly. @returns a function that stops this */
  start(): () => void {
    const timer = setInterval(
      () => void this.renew().catch((cause: unknown) => log().warn({ cause }, 'failed to renew slots')),
      RENEW_MS,
    )
    timer.unref()
    return () => clearInterval(timer)
  }

  async renew(): Promise<void> {
    const ids = [...this.leases.values()].filter(({ places }) => places > 0).map(({ id }) => id)
    if (ids.length === 0) return
    await this.db
      .update(leases)
      .set({ expiresAt: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .where(inArray(leases.id, ids))
  }

  private leaseOf(key: string): Lease {
    const existing = this.leases.get(key)
    if (existing) return existing
    const lease: Lease = { id: newId(), places: 0, used: 0, peak: 0, waiting: 0, pendingRequest: null, idle: undefined }
    this.leases.set(key, lease)
    return lease
  }

  /**
   * Acquires a slot for each waiter. The lock serializes processes that compete for the last slot. @returns whether
   * there are more now
   */
  private async grow(key: string, lease: Lease, limit: number): Promise<boolean> {
    // Includes callers of the same tick.
    await Promise.resolve()
    const previousSlots = lease.places
    const slots = Math.min(limit, lease.used + lease.waiting)
    const name = `${this.name}:${key}`
    const granted = await this.db.transaction(async (tx) => {
      await lockName(tx, name)
      return tx.execute(sql`
        with others as (
          select coalesce(sum(places), 0)::int as taken from leases
          where key = ${name} and id <> ${lease.id}::uuid and expires_at > now()
        )
        insert into leases (id, key, places, expires_at)
        select ${lease.id}::uuid, ${name}, least(${slots}::int, ${limit}::int - taken),
          now() + make_interval(secs => ${LEASE_SECONDS})
        from others where ${limit}::int - taken > ${previousSlots}::int
        on conflict (id) do update set places = excluded.places, expires_at = excluded.expires_at
        returning places`)
    })
    lease.places = rows<{ places: number }>(granted)[0]?.places ?? previousSlots
    return lease.places > previousSlots
  }

  private async addSlot(key: string, lease: Lease): Promise<() => void> {
    await this.db.execute(sql`
      insert into leases (id, key, places, expires_at)
      values (${lease.id}::uuid, ${`${this.name}:${key}`}, ${lease.places + 1}, now() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (id) do update set places = excluded.places, expires_at = excluded.expires_at`)
    lease.places += 1
    return this.acquire(key, lease)
  }

  private leaveOnce(key: string, lease: Lease): () => void {
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      lease.used -= 1
      this.scheduleCheck(key, lease)
    }
  }

  private scheduleCheck(key: string, lease: Lease): void {
    lease.idle ??= setTimeout(() => {
      lease.idle = undefined
      void this.shrink(key, lease).catch((cause: unknown) => log().warn({ cause }, 'failed to release a slot'))
    }, IDLE_MS)
    lease.idle.unref()
  }

  private async shrink(key: string, lease: Lease): Promise<void> {
    while (lease.pendingRequest) await lease.pendingRequest
    const needed = lease.peak
    lease.peak = lease.used
    if (needed >= lease.places) {
      // Keeps a slot between two requests of a caller: released now, it would need another statement.
      if (lease.used < lease.places) this.scheduleCheck(key, lease)
      return
    }
    lease.places = needed
    if (lease.places === 0) {
      // A new caller gets a separate row: this one may be about to be deleted.
      this.leases.delete(key)
      await this.db.delete(leases).where(inArray(leases.id, [lease.id]))
    } else
      await this.db
        .update(leases)
        .set({ places: lease.places })
        .where(inArray(leases.id, [lease.id]))
  }
}
