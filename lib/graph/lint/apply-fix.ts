import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '../graph'
import type { FixChange } from '../issue'

/** Only the canvas can apply the others: it positions inserted nodes and opens dialogs. */
type GraphChange = Exclude<FixChange, { type: 'insert' | 'connect-model' }>

/** The graph after a one-click fix. Unchanged if the subject of the fix no longer exists. */
export function applyFix(graph: Graph, change: GraphChange): Graph {
  switch (change.type) {
    case 'remove-nodes': {
      const removed = withInside(graph, change.nodeIds)
      return {
        ...graph,
        nodes: graph.nodes.filter(({ id }) => !removed.has(id)),
        edges: graph.edges.filter(({ from, to }) => !removed.has(from.node) && !removed.has(to.node)),
      }
    }
    case 'remove-edges': {
      const removed = new Set(change.edgeIds)
      return { ...graph, edges: graph.edges.filter(({ id }) => !removed.has(id)) }
    }
    case 'reconnect': {
      const { edgeId, from } = change
      if (!graph.nodes.some(({ id }) => id === from.node)) return graph
      return { ...graph, edges: graph.edges.map((edge) => (edge.id === edgeId ? { ...edge, from } : edge)) }
    }
    case 'connect': {
      const { from, to } = change
      const ids = new Set(graph.nodes.map(({ id }) => id))
      if (!ids.has(from.node) || !ids.has(to.node)) return graph
      return { ...graph, edges: [...graph.edges, { id: freeEdgeId(graph), from, to }] }
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

function freeEdgeId({ edges }: Graph): string {
  const usedIds = new Set(edges.map(({ id }) => id))
  let number = edges.length + 1
  while (usedIds.has(`edge${number}`)) number += 1
  return `edge${number}`
}

/** Fixes only change top-level settings of a node. */
function withValue(config: JsonObject, key: string, value: Json): JsonObject {
  return { ...config, [key]: value }
}

/** The nodes and everything inside them at any depth. */
function withInside({ nodes }: Graph, ids: readonly string[]): Set<string> {
  const found = new Set(ids)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { id, parent } of nodes) if (parent !== undefined && found.has(parent)) found.add(id)
  }
  return found
}
