import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '../graph'
import type { FixChange } from '../issue'

/** What only the canvas can do, since it places what it inserts. */
export type PlacedChange = Extract<FixChange, { type: 'insert' }>

/** The drawing after a one-click fix. What the fix was about may be gone by now: then the drawing stays as it is. */
export function applyFix(graph: Graph, change: Exclude<FixChange, PlacedChange>): Graph {
  switch (change.type) {
    case 'remove-nodes': {
      const gone = new Set(change.nodeIds)
      return {
        ...graph,
        nodes: graph.nodes.filter(({ id, parent }) => !gone.has(id) && !(parent !== undefined && gone.has(parent))),
        edges: graph.edges.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)),
      }
    }
    case 'remove-edges': {
      const gone = new Set(change.edgeIds)
      return { ...graph, edges: graph.edges.filter(({ id }) => !gone.has(id)) }
    }
    case 'set-config':
      return {
        ...graph,
        nodes: graph.nodes.map((node) =>
          node.id === change.nodeId ? { ...node, config: withValue(node.config, change.path, change.value) } : node,
        ),
      }
    default: {
      const unhandled: never = change
      return unhandled
    }
  }
}

/** Fixes name fields of a node's settings by their first name: none reaches deeper. */
function withValue(config: JsonObject, key: string, value: Json): JsonObject {
  return { ...config, [key]: value }
}
