import type { Json, JsonObject } from '@/lib/core/json'
import type { TemplateEncoding, TemplateField } from '../manifest'

export interface TemplateString {
  /** The concrete path, such as `messages.0.content`. */
  path: string
  text: string
  encoding: TemplateEncoding
}

/** Every string of a config in which references are replaced. */
export function listTemplateStrings(config: JsonObject, fields: readonly TemplateField[]): TemplateString[] {
  const found: TemplateString[] = []
  mapTemplateStrings(config, fields, (item) => {
    found.push(item)
    return item.text
  })
  return found
}

/** A copy of the config with replaced template strings; everything else is shared. */
export function mapTemplateStrings(
  config: JsonObject,
  fields: readonly TemplateField[],
  replace: (item: TemplateString) => string,
): JsonObject {
  let result = config
  for (const field of fields) {
    if (field.when && !isOneOf(config[field.when.field], field.when.values)) continue
    const simple = textAt(result, field.path)
    if (simple !== null) {
      result = { ...result, [field.path]: replace({ path: field.path, text: simple, encoding: field.encoding }) }
      continue
    }
    const parts = field.path.split('.')
    const mapped = mapAt(result, parts, [], (text, path) =>
      replace({ path: path.join('.'), text, encoding: encodingOf(field, path[parts.lastIndexOf('*')] ?? '') }),
    )
    if (isObject(mapped)) result = mapped
  }
  return result
}

const encodingOf = ({ encoding, encodings = {} }: TemplateField, key: string): TemplateEncoding =>
  (Object.hasOwn(encodings, key) ? encodings[key] : undefined) ?? encoding

function isOneOf(value: Json | undefined, values: readonly (string | undefined)[]): boolean {
  return values.some((other) => other === value)
}

/** The text of a top-level field, as most are; null for other fields. */
function textAt(config: JsonObject, path: string): string | null {
  const value = Object.hasOwn(config, path) ? config[path] : undefined
  return path !== '*' && typeof value === 'string' ? value : null
}

type Replace = (text: string, path: readonly string[]) => string

function mapAt(value: Json, rest: readonly string[], path: readonly string[], replace: Replace): Json {
  const [key, ...further] = rest
  if (key === '**') return mapAll(value, path, replace)
  if (key === undefined) return typeof value === 'string' ? replace(value, path) : value
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      key === '*' || key === String(index) ? mapAt(item, further, [...path, String(index)], replace) : item,
    )
  }
  if (!isObject(value)) return value
  // fromEntries defines own properties, so that no key can reach the prototype.
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      key === '*' || key === name ? mapAt(item, further, [...path, name], replace) : item,
    ]),
  )
}

/** Replaces every text, and the names with references. */
function mapAll(value: Json, path: readonly string[], replace: Replace): Json {
  if (typeof value === 'string') return replace(value, path)
  if (Array.isArray(value)) return value.map((item, index) => mapAll(item, [...path, String(index)], replace))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const inner = [...path, name]
      return [name.includes('{{') ? replace(name, inner) : name, mapAll(item, inner, replace)]
    }),
  )
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
