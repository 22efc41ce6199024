import type { Json, JsonObject } from '@/lib/core/json'

/** Key of the object that represents a multi-line text. */
const LINES = '$lines'

/**
 * Converts multi-line texts to `{ "$lines": […] }` with one array item per line, so that a changed
 * prompt line is one changed line in the file. Existing keys that start with `$` are escaped with
 * another one.
 */
export function splitTexts(value: Json): Json {
  if (typeof value === 'string') return value.includes('\n') ? { [LINES]: value.split('\n') } : value
  if (Array.isArray(value)) return value.map(splitTexts)
  if (value === null || typeof value !== 'object') return value
  return mapKeys(value, (key) => (key.startsWith('$') ? `$${key}` : key), splitTexts)
}

/** The inverse of `splitTexts`. Anything else that starts with a single `$` stays unchanged. */
export function joinTexts(value: Json): Json {
  if (Array.isArray(value)) return value.map(joinTexts)
  if (value === null || typeof value !== 'object') return value
  const lines = Object.keys(value).length === 1 ? value[LINES] : undefined
  if (Array.isArray(lines) && lines.every((line) => typeof line === 'string')) return lines.join('\n')
  return mapKeys(value, (key) => (key.startsWith('$$') ? key.slice(1) : key), joinTexts)
}

/** fromEntries defines own properties, so that no key can reach the prototype. */
function mapKeys(object: JsonObject, rename: (key: string) => string, map: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [rename(key), map(item)]))
}
