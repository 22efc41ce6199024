import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'

/** A setting of a step and its new value. */
export interface SettingChange {
  nodeId: string
  /** Keys and list positions, separated by dots. */
  path: string
  value: Json
}

/** @returns undefined if there is no such setting */
export function settingAt(config: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = config
  for (const key of path.split('.')) value = childOf(value, key)
  return value
}

/** The graph with other settings. Changes of absent steps are ignored. */
export function withSettings(graph: Graph, changes: readonly SettingChange[]): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const own = changes.filter(({ nodeId }) => nodeId === node.id)
      const config = own.reduce((changed, { path, value }) => withSetting(changed, path.split('.'), value), node.config)
      return config === node.config ? node : { ...node, config }
    }),
  }
}

function withSetting(config: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject {
  return key === undefined ? config : { ...config, [key]: changed(config[key], rest, value) }
}

function changed(before: Json | undefined, [key, ...rest]: readonly string[], value: Json): Json {
  if (key === undefined) return value
  if (Array.isArray(before))
    return before.map((item, index) => (String(index) === key ? changed(item, rest, value) : item))
  return withSetting(isObject(before) ? before : {}, [key, ...rest], value)
}

function childOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)]
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
