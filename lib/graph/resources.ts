import type { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph, GraphNode } from './graph'
import type { ManifestLookup } from './manifest'
import { type FieldLayout, fieldLayout } from './schema/field-layout'
import { partSchemas } from './schema/schema-parts'

const KINDS = {
  model: 'model',
  'knowledge-base': 'knowledge',
  app: 'app',
  secret: 'secret',
  connection: 'connection',
  plugin: 'api',
  'mcp-server': 'mcp-server',
  'trained-model': 'trained-model',
} as const satisfies Partial<Record<NonNullable<FieldLayout['input']>, string>>
export type ResourceKind = (typeof KINDS)[keyof typeof KINDS]

/** A node setting that references a workspace resource. */
export interface ResourceUse {
  node: GraphNode
  path: string[]
  kind: ResourceKind
  value: Json
  /** For a model: the required ability. */
  ability: string
}

/** Every setting that references a resource of the workspace. */
export function listResources(graph: Graph, manifests: ManifestLookup): ResourceUse[] {
  const found: ResourceUse[] = []
  mapResources(graph, manifests, (use) => {
    found.push(use)
    return use.value
  })
  return found
}

/** A copy of the graph with replaced resources; nodes of unknown types stay unchanged. */
export function mapResources(graph: Graph, manifests: ManifestLookup, replace: (use: ResourceUse) => Json): Graph {
  const nodes = graph.nodes.map((node) => {
    const schema = manifests(node.type)?.config
    return schema ? { ...node, config: mapConfig(node, schema, replace) } : node
  })
  return { ...graph, nodes }
}

function mapConfig(node: GraphNode, schema: z.ZodType, replace: (use: ResourceUse) => Json): JsonObject {
  const visit = (value: Json, schemas: readonly z.ZodType[], path: string[]): Json => {
    const layout = schemas.map(fieldLayout).find(({ input }) => input !== undefined && Object.hasOwn(KINDS, input))
    const kind = layout ? kindOf(layout) : null
    if (kind) return replace({ node, path, kind, value, ability: layout?.ability ?? 'chat' })
    const partsOf = (key: string) => schemas.flatMap((part) => partSchemas(part, key))
    if (Array.isArray(value))
      return value.map((item, index) => visit(item, partsOf(String(index)), [...path, String(index)]))
    return isObject(value) ? visitObject(value, (item, key) => visit(item, partsOf(key), [...path, key])) : value
  }
  return visitObject(node.config, (item, key) => visit(item, partSchemas(schema, key), [key]))
}

function kindOf({ input }: FieldLayout): ResourceKind | null {
  const entry = Object.entries(KINDS).find(([name]) => name === input)
  return entry?.[1] ?? null
}

/** fromEntries defines own properties, so that no key can reach the prototype. */
function visitObject(object: JsonObject, visit: (item: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, visit(item, key)]))
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
