import type { JsonObject } from '@/lib/core/json'
import { isObject, listOf, objectOf, textsOf } from './json-parts'
import type { RefResolver } from './resolve-refs'

const MAX_DEPTH = 20

/** A schema with the properties and requirements of its `allOf` parts. Later parts win. */
export function mergeAllOf(schema: JsonObject, resolver: RefResolver, depth = 0): JsonObject {
  const parts = listOf(schema.allOf).filter(isObject)
  if (parts.length === 0 || depth >= MAX_DEPTH) return schema
  const { allOf: _, ...own } = schema
  const merged = parts.map((part) => mergeAllOf(resolver.resolve(part).value, resolver, depth + 1))
  const all = [...merged, own]
  const required = all.flatMap((part) => textsOf(part.required))
  const properties = Object.assign({}, ...all.map((part) => objectOf(part.properties)))
  return Object.assign(
    {},
    ...all,
    required.length > 0 ? { required: [...new Set(required)] } : {},
    Object.keys(properties).length > 0 ? { properties } : {},
  )
}
