import 'server-only'
import { inArray, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'
import { leases } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'

const LEASE_SECONDS = 60
const RENEW_MS = 20_000
/** How often idle slots are returned for use by other processes. */
const IDLE_MS = 200

interface Lease {
  /** The row's id: of this process and key. */
  id: string
  /** Acquired by this process. */
  places: number
  used: number
  /** The most that were used at the same time since the last check. */
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
  private readonly holds = new Map<string, Lease>()

  constructor(
    private readonly db: Database,
    private readonly name: string,
    private readonly limit: number,
  ) {}

  /**
   * @param limit for keys with a limit of their own. @returns releases the slot; calling it twice is harmless. @throws
   * AppError RATE_LIMITED
   */
  enter(key: string, limit: number = this.limit): (() => void) | Promise<() => void> {
    const held = this.heldOf(key)
    return held.used < Math.min(held.places, limit) ? this.take(key, held) : this.waitFor(key, held, limit)
  }

  /** For operations already in progress, which cannot be rejected: ignores the limit. @returns releases the slot */
  async occupy(key: string): Promise<() => void> {
    let held = this.heldOf(key)
    while (held.pendingRequest) {
      await held.pendingRequest
      held = this.heldOf(key)
    }
    if (held.used < held.places) return this.take(key, held)
    const adding = this.addPlace(key, held)
    // Concurrent waiters check again afterwards.
    const lookAgain = () => true
    held.pendingRequest = adding.then(lookAgain, lookAgain).finally(() => {
      held.pendingRequest = null
    })
    return adding
  }

  private async waitFor(key: string, held: Lease, limit: number): Promise<() => void> {
    while (held.used >= Math.min(held.places, limit)) {
      held.waiting += 1
      held.pendingRequest ??= this.grow(key, held, limit).finally(() => {
        held.pendingRequest = null
      })
      const hasGrown = await held.pendingRequest.finally(() => {
        held.waiting -= 1
      })
      if (!hasGrown && held.used >= Math.min(held.places, limit))
        throw new AppError('RATE_LIMITED', problem('limits.tooManyAtOnce'), { retryAfterSeconds: 1 })
    }
    return this.take(key, held)
  }

  private take(key: string, held: Lease): () => void {
    held.used += 1
    held.peak = Math.max(held.peak, held.used)
    return this.leaveOnce(key, held)
  }

  /** Renews the slots of this process. @returns stops it */
  start(): () => void {
    const timer = setInterval(
      () => void this.renew().catch((cause: unknown) => log().warn({ cause }, 'failed to renew slots')),
      RENEW_MS,
    )
    timer.unref()
    return () => clearInterval(timer)
  }

  async renew(): Promise<void> {
    const ids = [...this.holds.values()].filter(({ places }) => places > 0).map(({ id }) => id)
    if (ids.length === 0) return
    await this.db
      .update(leases)
      .set({ expiresAt: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .where(inArray(leases.id, ids))
  }

  private heldOf(key: string): Lease {
    const known = this.holds.get(key)
    if (known) return known
    const held: Lease = { id: newId(), places: 0, used: 0, peak: 0, waiting: 0, pendingRequest: null, idle: undefined }
    this.holds.set(key, held)
    return held
  }

  /**
   * Acquires a slot for each waiter. The lock serializes processes that compete for the last slot. @returns whether
   * there are more now
   */
  private async grow(key: string, held: Lease, limit: number): Promise<boolean> {
    // Includes callers of the same tick.
    await Promise.resolve()
    const before = held.places
    const wanted = Math.min(limit, held.used + held.waiting)
    const name = `${this.name}:${key}`
    const granted = await this.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
      return tx.execute(sql`
        with others as (
          select coalesce(sum(places), 0)::int as taken from leases
          where key = ${name} and id <> ${held.id}::uuid and expires_at > now()
        )
        insert into leases (id, key, places, expires_at)
        select ${held.id}::uuid, ${name}, least(${wanted}::int, ${limit}::int - taken),
          now() + make_interval(secs => ${LEASE_SECONDS})
        from others where ${limit}::int - taken > ${before}::int
        on conflict (id) do update set places = excluded.places, expires_at = excluded.expires_at
        returning places`)
    })
    held.places = rows<{ places: number }>(granted)[0]?.places ?? before
    return held.places > before
  }

  private async addPlace(key: string, held: Lease): Promise<() => void> {
    await this.db.execute(sql`
      insert into leases (id, key, places, expires_at)
      values (${held.id}::uuid, ${`${this.name}:${key}`}, ${held.places + 1}, now() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (id) do update set places = excluded.places, expires_at = excluded.expires_at`)
    held.places += 1
    return this.take(key, held)
  }

  private leaveOnce(key: string, held: Lease): () => void {
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      held.used -= 1
      this.lookLater(key, held)
    }
  }

  private lookLater(key: string, held: Lease): void {
    held.idle ??= setTimeout(() => {
      held.idle = undefined
      void this.shrink(key, held).catch((cause: unknown) => log().warn({ cause }, 'failed to release a slot'))
    }, IDLE_MS)
    held.idle.unref()
  }

  private async shrink(key: string, held: Lease): Promise<void> {
    while (held.pendingRequest) await held.pendingRequest
    const needed = held.peak
    held.peak = held.used
    if (needed >= held.places) {
      // Keeps a slot between two requests of a caller: released now, it would need another statement.
      if (held.used < held.places) this.lookLater(key, held)
      return
    }
    held.places = needed
    if (held.places === 0) {
      // A new caller gets a separate row: this one may be about to be deleted.
      this.holds.delete(key)
      await this.db.delete(leases).where(inArray(leases.id, [held.id]))
    } else
      await this.db
        .update(leases)
        .set({ places: held.places })
        .where(inArray(leases.id, [held.id]))
  }
}
