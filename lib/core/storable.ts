import { isReservedKey } from './reserved-keys'
import { wellFormed } from './well-formed'

/** Removes characters that PostgreSQL rejects in text and jsonb: NUL and lone surrogates. Returns clean data without a copy. */
export function storable<T>(value: T): T
export function storable(value: unknown): unknown {
  return isStorable(value) ? value : cleaned(value)
}

/** True for nearly all data, checked without allocations. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !isUnstorable(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isStorable)
  for (const key in value) if (isUnstorable(key) || !isStorable(Reflect.get(value, key))) return false
  return true
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item))
  // `__pro\0to__` is not reserved before its cleanup, and must not become so.
  const entries = Object.entries(value).map(([key, item]) => [cleanText(key), cleaned(item)] as const)
  return Object.fromEntries(entries.filter(([key]) => !isReservedKey(key)))
}

/** Fast, since JavaScript engines store most texts as Latin-1, which has no surrogates. */
const isUnstorable = (text: string): boolean => !text.isWellFormed() || text.includes('\0')

const cleanText = (text: string): string => (isUnstorable(text) ? wellFormed(text).replaceAll('\0', '') : text)
