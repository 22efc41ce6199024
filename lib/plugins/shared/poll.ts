import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import { layout } from '@/lib/graph/schema/field-layout'

/** The events that one poll returns at most. */
export const MAX_POLLED = 100
/** Services list new records up to some minutes late. */
const LAG_SECONDS = 300

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
 * New records by their time. Each poll overlaps the previous one by some minutes, so that late records are not lost; a
 * repeated event starts no second run because its id is known.
 */
export async function pollSince({ cursor, now, read }: TimedPoll) {
  const known = TimeCursor.safeParse(cursor).data
  if (!known) return { events: [], cursor: { since: new Date(now()).toISOString() } }
  const found = (await read(known.since)).slice(0, MAX_POLLED)
  return {
    events: found.map(({ id, data }) => ({ id, data })),
    cursor: { since: nextSince(known.since, found, now()) },
  }
}

function nextSince(since: string, found: readonly TimedEvent[], nowMs: number): string {
  const last = Date.parse(found.at(-1)?.at ?? '')
  const start = Date.parse(since)
  // More records may follow the last one. A page of records of one time must not be read again and again.
  if (found.length === MAX_POLLED && !Number.isNaN(last))
    return new Date(last > start ? last : start + 1_000).toISOString()
  return new Date(Math.max(start, nowMs - LAG_SECONDS * 1_000)).toISOString()
}
