import type { Json, JsonObject } from '@/lib/core/json'
import type { Pick } from '../action-request'
import { atPointer } from './json-pointer'

/** The outputs of an action from its response; what the response lacks is absent. */
export function pickOutputs(body: Json, picks: Readonly<Record<string, Pick>>): JsonObject {
  return Object.fromEntries(
    Object.entries(picks).flatMap(([name, pick]): [string, Json][] => {
      const value = typeof pick === 'string' ? atPointer(body, pick) : pickList(body, pick.list, pick.each)
      return value === undefined || value === null ? [] : [[name, value]]
    }),
  )
}

function pickList(body: Json, list: string, each: Readonly<Record<string, string>>): Json | undefined {
  const items = atPointer(body, list)
  return Array.isArray(items) ? items.map((item) => pickItem(item, each)) : undefined
}

/** Selected properties of an item, by JSON Pointer. */
export function pickItem(item: Json, each: Readonly<Record<string, string>> | undefined): Json {
  return each === undefined ? item : pickOutputs(item, each)
}
