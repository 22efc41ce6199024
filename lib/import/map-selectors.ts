import type { Json, JsonObject } from '@/lib/core/json'
import { REFERENCE } from './convert/selectors'

/** Changes all selectors in a value: lists of texts, and references within texts. */
export function mapSelectors(value: JsonObject, change: (path: string[]) => string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, change)]))
}

function walk(value: Json, change: (path: string[]) => string[]): Json {
  if (typeof value === 'string')
    return value.replaceAll(REFERENCE, (_, path: string) => `{{#${change(path.split('.')).join('.')}#}}`)
  if (Array.isArray(value)) {
    const texts = value.filter((item) => typeof item === 'string')
    return texts.length > 1 && texts.length === value.length ? change(texts) : value.map((item) => walk(item, change))
  }
  return typeof value === 'object' && value !== null ? mapSelectors(value, change) : value
}
