import type { Json, JsonObject } from '@/lib/core/json'
import { canonicalJson } from '../format/canonical'

export interface ConfigChange {
  /** Path of the field, such as `['model', 'model']`; list items by 0-based index. */
  path: string[]
  before: Json | undefined
  after: Json | undefined
}

/** The settings of a node that differ. Compares objects and lists of objects recursively, other lists as a whole. */
export function configChanges(before: JsonObject, after: JsonObject, path: string[] = []): ConfigChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => valueChanges(before[key], after[key], [...path, key]))
}

function valueChanges(before: Json | undefined, after: Json | undefined, path: string[]): ConfigChange[] {
  if (isSame(before, after)) return []
  if (isObject(before) && isObject(after)) return configChanges(before, after, path)
  if (isObjectList(before) && isObjectList(after)) return listChanges(before, after, path)
  return [{ path, before, after }]
}

/** Items are matched by name, else by index: an item inserted at the top is one change, not a change of all. */
function listChanges(before: readonly JsonObject[], after: readonly JsonObject[], path: string[]): ConfigChange[] {
  const name = ['id', 'name', 'key'].find((key) => isUnique(before, key) && isUnique(after, key))
  const nameOf = (item: JsonObject, index: number) => String(name === undefined ? index : item[name])
  const old = new Map(before.map((item, index) => [nameOf(item, index), item]))
  const fresh = new Set(after.map(nameOf))
  const changes = [
    ...after.flatMap((item, index) => valueChanges(old.get(nameOf(item, index)), item, [...path, String(index)])),
    ...before.flatMap((item, index) =>
      fresh.has(nameOf(item, index)) ? [] : [{ path: [...path, String(index)], before: item, after: undefined }],
    ),
  ]
  // The same items in another order.
  return changes.length > 0 ? changes : [{ path, before: [...before], after: [...after] }]
}

function isUnique(items: readonly JsonObject[], key: string): boolean {
  const values = items.map((item) => item[key])
  return values.every((value) => typeof value === 'string' && value !== '') && new Set(values).size === items.length
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isObjectList = (value: Json | undefined): value is JsonObject[] => Array.isArray(value) && value.every(isObject)
const isSame = (a: Json | undefined, b: Json | undefined) =>
  (a === undefined ? '' : canonicalJson(a)) === (b === undefined ? '' : canonicalJson(b))
