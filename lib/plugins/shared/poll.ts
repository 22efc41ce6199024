import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import { layout } from '@/lib/graph/schema/field-layout'

/** Maximum number of events per poll. */
export const MAX_POLLED = 100
/** Services may list a new record a few minutes late. */
export const LAG_MS = 300_000

const TimeCursor = z.strictObject({ since: z.iso.datetime() })

export const cursorField = z
  .json()
  .optional()
  .meta(layout({ label: 'Cursor' }))

export const pollOutput = z.strictObject({ events: z.array(z.json()), cursor: z.json() })

export interface TimedEvent {
  id: string
  /** When the service recorded it, as an ISO time. */
  at: string
  data: JsonObject
}

interface TimedPoll {
  cursor: Json | undefined
  now(): number
  /** Records since this time, oldest first. */
  read(since: string): Promise<readonly TimedEvent[]>
}

/**
 * Polls for records since the cursor's time. Each poll overlaps the previous one by five minutes so that late records
 * are not lost. A repeated event is ignored because its id has already been seen.
 */
export async function pollSince({ cursor, now, read }: TimedPoll) {
  const previous = TimeCursor.safeParse(cursor).data
  if (!previous) return { events: [], cursor: { since: new Date(now()).toISOString() } }
  const found = (await read(previous.since)).slice(0, MAX_POLLED)
  return {
    events: found.map(({ id, data }) => ({ id, data })),
    cursor: { since: nextSince(previous.since, found, now()) },
  }
}

function nextSince(since: string, found: readonly TimedEvent[], nowMs: number): string {
  const last = Date.parse(found.at(-1)?.at ?? '')
  const start = Date.parse(since)
  // A full page may not be the last, so the next poll starts at its last record. If the whole page has the cursor's
  // timestamp, the cursor advances by a second; otherwise the same page would be read forever.
  if (found.length === MAX_POLLED && !Number.isNaN(last))
    return new Date(last > start ? last : start + 1_000).toISOString()
  return new Date(Math.max(start, nowMs - LAG_MS)).toISOString()
}
