import type { Json, JsonObject } from '@/lib/core/json'
import { canonicalJson } from './canonical'

export interface ConfigChange {
  /** The fields on the way there, such as `['model', 'model']`. */
  path: string[]
  before: Json | undefined
  after: Json | undefined
}

/** The settings of a node that differ; objects are looked into, lists are taken as a whole. */
export function configChanges(before: JsonObject, after: JsonObject, path: string[] = []): ConfigChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key): ConfigChange[] => {
    const [a, b] = [before[key], after[key]]
    if (isSame(a, b)) return []
    const here = [...path, key]
    return isObject(a) && isObject(b) ? configChanges(a, b, here) : [{ path: here, before: a, after: b }]
  })
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSame = (a: Json | undefined, b: Json | undefined) =>
  (a === undefined ? '' : canonicalJson(a)) === (b === undefined ? '' : canonicalJson(b))
