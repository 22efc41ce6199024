import { wellFormed } from './well-formed'

/**
 * The same data without what PostgreSQL refuses in text and jsonb: NUL and lone surrogates.
 * Clean data comes back as it is, without a copy.
 */
export function storable<T>(value: T): T
export function storable(value: unknown): unknown {
  return isStorable(value) ? value : cleaned(value)
}

/** Nearly all data is: this looks without making anything. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !REFUSED.test(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isStorable)
  for (const [key, item] of Object.entries(value)) if (REFUSED.test(key) || !isStorable(item)) return false
  return true
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleaned(item)]))
}

const REFUSED = /[\0\p{Surrogate}]/u

const cleanText = (text: string): string => (REFUSED.test(text) ? wellFormed(text).replaceAll('\0', '') : text)
