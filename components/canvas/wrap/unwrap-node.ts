import { explainInView } from '@/lib/graph/connections/explain-connection'
import { explainCrossing } from '@/lib/graph/connections/explain-crossing'
import type { Graph, GraphEdge } from '@/lib/graph/graph'
import { type EdgeView, viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { relativeTo, withParent } from '../state/layout/move-into'
import { nestingOf } from '../state/layout/nesting'
import { newEdgeId } from '../state/node-ids'
import { sourcesOf } from '../sub-app/app-ends'
import { rewriteReferences } from '../sub-app/rewrite-references'
import { shapeOf } from './container-shape'

export interface Unwrapped {
  graph: Graph
  /** The inner nodes, now siblings of the removed container. */
  ids: string[]
  /** Edges without meaning outside the container, such as those of its index. */
  lost: EdgeView[]
}

/** Removes a container and keeps its nodes in place; null if the node is not a container. */
export function unwrapNode(graph: Graph, manifests: ManifestLookup, id: string): Unwrapped | null {
  const { placeOf, parentOf, childrenOf } = nestingOf(graph, manifests)
  const node = graph.nodes.find((candidate) => candidate.id === id)
  const shape = node ? shapeOf(node, manifests) : undefined
  if (!node || !shape || node.locked) return null
  const parent = parentOf(id)
  const corner = parent === undefined ? undefined : placeOf(parent)
  const ids = new Set(childrenOf(id).map((child) => child.id))
  const incoming = sourcesOf(graph, { node: id, port: shape.input })
  const results = sourcesOf(graph, { node: id, port: shape.innerInput }).flatMap((from) =>
    from.node === id ? incoming : [from],
  )
  const references = new Map([
    ...incoming.slice(0, 1).map((from) => [`${id}.${shape.innerOutput}`, `${from.node}.${from.port}`] as const),
    ...results.slice(0, 1).map((from) => [`${id}.${shape.output}`, `${from.node}.${from.port}`] as const),
  ])
  const nodes = graph.nodes
    .filter((candidate) => candidate.id !== id)
    .map((item) => {
      const next = rewriteReferences(item, references, manifests)
      return ids.has(item.id) ? withParent(next, parent, relativeTo(placeOf(item.id), corner)) : next
    })
  const free = { ...graph, nodes, edges: graph.edges.filter(({ from, to }) => from.node !== id && to.node !== id) }
  const wanted = graph.edges.flatMap((edge) => {
    if (edge.from.node !== id || edge.to.node === id) return []
    const sources = edge.from.port === shape.innerOutput ? incoming : edge.from.port === shape.output ? results : []
    return [{ edge, sources }]
  })
  return { ...reconnect(free, manifests, { before: graph, wanted }), ids: [...ids] }
}

interface Reconnection {
  before: Graph
  wanted: readonly { edge: GraphEdge; sources: readonly GraphEdge['from'][] }[]
}

/** Reconnects the container's edges where they fit. For example, a list does not fit in place of one item. */
function reconnect(free: Graph, manifests: ManifestLookup, { before, wanted }: Reconnection): Omit<Unwrapped, 'ids'> {
  const views = new Map(viewGraph(before, manifests).edges.map((view) => [view.edge.id, view]))
  const used = new Set(before.edges.map(({ id }) => id))
  const lost: EdgeView[] = []
  let graph = free
  for (const { edge, sources } of wanted) {
    const fitting = sources.filter((from) => explainInView(viewGraph(graph, manifests), from, edge.to).ok)
    const view = views.get(edge.id)
    if (fitting.length === 0 && view && explainCrossing(view) === null) lost.push(view)
    for (const from of fitting) {
      const id = newEdgeId(used)
      used.add(id)
      graph = { ...graph, edges: [...graph.edges, { id, from, to: edge.to }] }
    }
  }
  return { graph, lost }
}
