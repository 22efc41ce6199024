import { wellFormed } from './well-formed'

/**
 * The same data without what PostgreSQL refuses in text and jsonb: NUL and lone surrogates.
 * Clean data comes back as it is, without a copy.
 */
export function storable<T>(value: T): T
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item: unknown) => storable(item))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  const entries = Object.entries(value)
  const cleaned = entries.map(([key, item]): [string, unknown] => [cleanText(key), storable(item)])
  const isClean = cleaned.every(([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1])
  return isClean ? value : Object.fromEntries(cleaned)
}

const cleanText = (text: string): string =>
  /[\0\p{Surrogate}]/u.test(text) ? wellFormed(text).replaceAll('\0', '') : text
