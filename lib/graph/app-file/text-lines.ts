import type { Json, JsonObject } from '@/lib/core/json'

/** The one key of an object that stands for a text of several lines. */
const LINES = '$lines'

/**
 * Texts of several lines become `{ "$lines": […] }`, one array item a line, so that a changed line of a prompt is one changed
 * line of the file. Keys of people that begin with `$` get another one in front, so that nothing is mistaken for it.
 */
export function splitTexts(value: Json): Json {
  if (typeof value === 'string') return value.includes('\n') ? { [LINES]: value.split('\n') } : value
  if (Array.isArray(value)) return value.map(splitTexts)
  if (value === null || typeof value !== 'object') return value
  return mapKeys(value, (key) => (key.startsWith('$') ? `$${key}` : key), splitTexts)
}

/** The reverse of `splitTexts`. Anything else that begins with a single `$` stays as it is. */
export function joinTexts(value: Json): Json {
  if (Array.isArray(value)) return value.map(joinTexts)
  if (value === null || typeof value !== 'object') return value
  const lines = Object.keys(value).length === 1 ? value[LINES] : undefined
  if (Array.isArray(lines) && lines.every((line) => typeof line === 'string')) return lines.join('\n')
  return mapKeys(value, (key) => (key.startsWith('$$') ? key.slice(1) : key), joinTexts)
}

/** fromEntries defines own properties, so that no key can reach the prototype (T31). */
function mapKeys(object: JsonObject, rename: (key: string) => string, map: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [rename(key), map(item)]))
}
