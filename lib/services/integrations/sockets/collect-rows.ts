import 'server-only'
import type { Json, JsonObject } from '@/lib/core/json'

const MAX_BYTES = 2 * 1_048_576

/** Rows up to the limits of number and size. */
export class CollectedRows {
  readonly rows: JsonObject[] = []
  isCut = false
  #bytes = 0

  constructor(private readonly maxRows: number) {}

  /** @returns whether another row is wanted */
  add(row: Readonly<Record<string, unknown>>): boolean {
    const kept = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonOf(value)]))
    this.#bytes += JSON.stringify(kept).length
    if (this.rows.length >= this.maxRows || this.#bytes > MAX_BYTES) {
      this.isCut = true
      return false
    }
    this.rows.push(kept)
    return true
  }
}

/** Drivers return long numbers as text, so that no digit is lost. */
function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, jsonOf(item)]))
  return null
}
