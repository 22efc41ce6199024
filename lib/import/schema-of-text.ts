import type { Json, JsonObject } from '@/lib/core/json'
import { objectOf } from './fields'

/** Parses a JSON schema; null if it does not describe an object. */
export function schemaOfText(text: string): JsonObject | null {
  const schema = readObject(text)
  return schema?.type === 'object' ? schema : null
}

/** Derives a JSON schema from an example, as the forms of other builders do; null if the example is not an object. */
export function schemaOfExample(text: string): JsonObject | null {
  const value = readObject(text)
  return value && Object.keys(value).length > 0 ? objectOf(schemaOf(value)) : null
}

function readObject(text: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

function schemaOf(value: Json, depth = 0): Json {
  if (depth > 32 || value === null) return {}
  if (Array.isArray(value))
    return { type: 'array', items: value.length > 0 ? schemaOf(value[0] ?? null, depth + 1) : {} }
  if (typeof value !== 'object') return { type: typeof value }
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, schemaOf(item, depth + 1)])),
    required: Object.keys(value),
    additionalProperties: false,
  }
}
