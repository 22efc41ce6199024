import { t } from '@/lib/client/messages/t'
import type { Graph, PortRef } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { addEdge } from '../state/graph-edits'
import { portsOf } from '../state/ports/node-ports'
import { shapeOf } from './container-shape'
import { nodesOfCycle } from './nodes-of-cycle'
import { type WrapResult, wrapNodes } from './wrap-nodes'

/**
 * Wraps the cycle that an edge would close in a Loop. The output that would lead back becomes the next state, and the
 * input that would receive it reads the state, which starts with the values that enter this input now. All other
 * inputs keep reading from outside.
 */
export function wrapCycle(graph: Graph, manifests: ManifestLookup, from: PortRef, to: PortRef): WrapResult {
  const several = collectsSeveral(graph, manifests, to)
  if (several !== null) return { ok: false, reason: t('wrap.collects', { name: several }) }
  const result = wrapNodes(graph, manifests, nodesOfCycle(graph, manifests, from.node, to.node), 'loop', from)
  if (!result.ok) return result
  const container = result.graph.nodes.find(({ id }) => id === result.id)
  const shape = container && shapeOf(container, manifests)
  if (!shape) return result
  // The first live edge of an input wins, so all of them move to the initial state, in their order.
  const edges = result.graph.edges.map((edge) =>
    isAt(edge.to, to) ? { ...edge, to: { node: result.id, port: shape.input } } : edge,
  )
  return { ...result, graph: addEdge({ ...result.graph, edges }, { node: result.id, port: shape.innerOutput }, to) }
}

/** The label of the node if this input collects the values of several edges, which cannot start as one state. */
function collectsSeveral(graph: Graph, manifests: ManifestLookup, to: PortRef): string | null {
  const node = graph.nodes.find(({ id }) => id === to.node)
  const port = node && portsOf(node, manifests).inputs.find(({ id }) => id === to.port)
  const entering = graph.edges.filter((edge) => isAt(edge.to, to)).length
  return node && port?.many === true && entering > 1 ? node.label : null
}

function isAt(end: PortRef, { node, port }: PortRef): boolean {
  return end.node === node && end.port === port
}
