import { isObject, type Json, type JsonObject } from '@/lib/export/runtime/values'
import { convertTo, type Variable } from '@/lib/export/runtime/variables'

export interface FieldChange {
  path: readonly string[]
  /** The type of the new value; absent if the field is removed. */
  type?: Variable['type']
  value?: Json
}

/** The changed object, or the list of changed objects. Anything else is unchanged. */
export function editFields(value: Json, changes: readonly FieldChange[], others: 'keep' | 'drop'): Json {
  const typed = changes.map((change) => ({ ...change, value: typedValue(change) }))
  return editEach(value, typed, others)
}

function editEach(input: Json, changes: readonly FieldChange[], others: 'keep' | 'drop'): Json {
  if (Array.isArray(input)) return input.map((item) => editEach(item, changes, others))
  if (!isJsonObject(input)) return input
  let object: JsonObject = others === 'keep' ? input : {}
  for (const { path, type, value = null } of changes)
    object = type === undefined ? withoutField(object, path) : withField(object, path, value)
  return object
}

function typedValue({ path, type, value = null }: FieldChange): Json {
  const typed = type === undefined ? null : convertTo(type, value)
  if (typed === undefined) throw new Error(`The value of “${path.join('.')}” does not fit the type ${type}.`)
  return typed
}

function withField(object: JsonObject, [key = '', ...rest]: readonly string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...object, [key]: value }
  const inner = Object.hasOwn(object, key) ? object[key] : undefined
  return { ...object, [key]: withField(isJsonObject(inner) ? inner : {}, rest, value) }
}

function withoutField(object: JsonObject, [key = '', ...rest]: readonly string[]): JsonObject {
  if (!Object.hasOwn(object, key)) return object
  if (rest.length === 0) return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
  const inner = object[key]
  return isJsonObject(inner) ? { ...object, [key]: withoutField(inner, rest) } : object
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return isObject(value)
}
