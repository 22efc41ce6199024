import 'server-only'
import { sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'
import { log } from '@/lib/platform/log'

const LEASE_SECONDS = 60
const RENEW_MS = 20_000
/** Two processes may reach for the same free place. */
const TRIES = 3

interface Place {
  id: string
  token: string
}

/**
 * At most so many at the same time, counted over all processes: places in a table, each with an end, so that those
 * of a killed process are free again after a minute.
 */
export class SharedGate {
  private readonly held = new Set<Place>()

  constructor(
    private readonly db: Database,
    private readonly name: string,
    private readonly limit: number,
  ) {}

  /** @returns how to leave; calling it twice does no harm. @throws AppError RATE_LIMITED */
  async enter(key: string): Promise<() => void> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const place = await this.claim(`${this.name}:${key}`)
      if (place) return this.leaveOnce(place)
    }
    throw new AppError('RATE_LIMITED', 'Too many requests at the same time.', { retryAfterSeconds: 1 })
  }

  /** Keeps the places of what is still under way. @returns stops it */
  start(): () => void {
    const timer = setInterval(
      () => void this.renew().catch((cause: unknown) => log().warn({ cause }, 'places were not renewed')),
      RENEW_MS,
    )
    timer.unref()
    return () => clearInterval(timer)
  }

  async renew(): Promise<void> {
    if (this.held.size === 0) return
    const ids = JSON.stringify([...this.held].map(({ id }) => id))
    await this.db.execute(sql`
      update leases set expires_at = now() + make_interval(secs => ${LEASE_SECONDS})
      where id::text in (select jsonb_array_elements_text(${ids}::text::jsonb))`)
  }

  private async claim(key: string): Promise<Place | null> {
    const found = await this.db.execute(sql`
      insert into leases (id, key, expires_at)
      select md5(${key} || ':' || place)::uuid, ${key}, now() + make_interval(secs => ${LEASE_SECONDS})
      from generate_series(1, ${this.limit}::int) as place
      where not exists (select 1 from leases where id = md5(${key} || ':' || place)::uuid and expires_at > now())
      order by random() limit 1
      on conflict (id) do update set expires_at = excluded.expires_at where leases.expires_at <= now()
      returning id::text as id, expires_at::text as token`)
    return rows<Place>(found)[0] ?? null
  }

  private leaveOnce(place: Place): () => void {
    this.held.add(place)
    return () => {
      if (!this.held.delete(place)) return
      void this.db
        .execute(sql`delete from leases where id = ${place.id}::uuid`)
        .catch((cause: unknown) => log().warn({ cause }, 'a place was not given back'))
    }
  }
}
