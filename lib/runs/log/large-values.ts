import 'server-only'
import { createHash } from 'node:crypto'
import type { Json } from '@/lib/core/json'
import type { Database, Transaction } from '@/lib/db/database'
import { runValues, type StoredRunEvent } from '@/lib/db/schema/runs'
import { mapValues } from '@/lib/services/runs/map-event-values'
import type { EventRow } from './store-batch'

/** Maximum JSON characters of a value inside the events. A trace of a hundred steps then has at most 13 MB. */
const LARGE = 64 * 1024
const PREVIEW = 500

type Stored = typeof runValues.$inferInsert

/**
 * Stores large values of these events separately, once per run however often steps pass them on, and returns rows that
 * reference them. The events themselves are unchanged: readers in this process use them.
 */
export async function withoutLarge(db: Database | Transaction, rows: readonly EventRow[]): Promise<EventRow[]> {
  const found = new Map<string, Stored>()
  const slim = rows.map((row) => withoutLargeIn(row, found))
  // One statement per value: each value may be megabytes long.
  for (const row of found.values()) await db.insert(runValues).values(row).onConflictDoNothing()
  return slim
}

/** Nearly always returns the same row without allocations. */
function withoutLargeIn(row: EventRow, found: Map<string, Stored>): EventRow {
  const extractLarge = (value: Json) => (isLarge(value) ? toReference(row.runId, value, found) : value)
  let slim: StoredRunEvent[] | null = null
  for (const [index, stored] of row.events.entries()) {
    const event = mapValues(stored.event, extractLarge)
    if (event === stored.event) continue
    slim ??= [...row.events]
    slim[index] = { ...stored, event }
  }
  return slim === null ? row : { ...row, events: slim }
}

/** Collects the value for storage. @returns the reference that replaces it */
function toReference(runId: string, value: Json, found: Map<string, Stored>): Json {
  const { hash, bytes, preview } = describeOnce(value)
  found.set(`${runId}:${hash}`, { runId, hash, value })
  return { $value: { runId, hash, bytes, preview } }
}

interface Description {
  hash: string
  bytes: number
  preview: string
}

/**
 * Steps pass the same value along, and values never change, so each large one is measured and hashed once. Small ones have
 * no entry: thousands of young keys of a WeakMap tripled the time of garbage collection (`bench:profile`).
 */
const descriptions = new WeakMap<object, Description>()

const isDescribed = (value: Json): boolean => typeof value === 'object' && value !== null && descriptions.has(value)

function describeOnce(value: Json): Description {
  if (typeof value !== 'object' || value === null) return describeNew(value)
  const cached = descriptions.get(value) ?? describeNew(value)
  descriptions.set(value, cached)
  return cached
}

function describeNew(value: Json): Description {
  const text = JSON.stringify(value)
  const hash = createHash('sha256').update(text).digest('hex')
  const preview = (typeof value === 'string' ? value : text).slice(0, PREVIEW).replace(/[\ud800-\udbff]$/, '')
  return { hash, bytes: Buffer.byteLength(text), preview }
}

function isLarge(value: Json): boolean {
  return isDescribed(value) || sizeOf(value, LARGE) > LARGE
}

/** The approximate JSON length; stops counting beyond `limit`. */
function sizeOf(value: Json, limit: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  let size = 2
  for (const name in value) {
    size += name.length + 4 + sizeOf(Reflect.get(value, name), limit - size)
    if (size > limit) return size
  }
  return size
}
