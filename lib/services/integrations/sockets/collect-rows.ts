import 'server-only'
import type { Json, JsonObject } from '@/lib/core/json'

/** Maximum size of a result, as JSON. */
export const MAX_RESULT_BYTES = 2 * 1_048_576

/** Collects rows up to a maximum number and total size. */
export class CollectedRows {
  readonly rows: JsonObject[] = []
  isCut = false
  #bytes = 0

  constructor(private readonly maxRows: number) {}

  /** @returns false when a limit is reached, so that the caller stops reading */
  add(row: Readonly<Record<string, unknown>>): boolean {
    const jsonRow = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonOf(value)]))
    this.#bytes += JSON.stringify(jsonRow).length
    if (this.rows.length >= this.maxRows || this.#bytes > MAX_RESULT_BYTES) {
      this.isCut = true
      return false
    }
    this.rows.push(jsonRow)
    return true
  }
}

/** Drivers return numbers beyond the precision of JavaScript as text. */
export function jsonOf(value: unknown): Json {
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
