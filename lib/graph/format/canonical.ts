import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph, GraphNode } from '../graph'

/** JSON with sorted keys and no spaces: equal data gives equal text. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(sortKeys(value))
}

/**
 * The form in which graphs are stored and compared: sorted keys, whole-pixel positions, no empty
 * options. Nodes and edges keep their order, which is significant: answers follow node order, and
 * the first live edge wins.
 */
export function canonicalGraph(graph: Graph): Graph {
  return {
    schemaVersion: graph.schemaVersion,
    nodes: graph.nodes.map(canonicalNode),
    edges: graph.edges.map(({ id, from, to }) => ({
      id,
      from: { node: from.node, port: from.port },
      to: { node: to.node, port: to.port },
    })),
  }
}

function canonicalNode(node: GraphNode): GraphNode {
  return {
    id: node.id,
    type: node.type,
    version: node.version,
    label: node.label,
    config: sortObject(node.config),
    position: { x: Math.round(node.position.x), y: Math.round(node.position.y) },
    ...(node.parent === undefined ? {} : { parent: node.parent }),
    ...(node.size === undefined
      ? {}
      : { size: { width: Math.round(node.size.width), height: Math.round(node.size.height) } }),
    ...(node.collapsed ? { collapsed: true } : {}),
    ...(node.color === undefined ? {} : { color: node.color }),
    ...(node.locked ? { locked: true } : {}),
    ...(node.disabled ? { disabled: true } : {}),
    ...(node.pinned === undefined ? {} : { pinned: sortObject(node.pinned) }),
    ...(node.policy === undefined ? {} : { policy: node.policy }),
  }
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys)
  return typeof value === 'object' && value !== null ? sortObject(value) : value
}

function sortObject(value: JsonObject): JsonObject {
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]))
}
