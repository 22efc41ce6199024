import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { Graph, PortRef } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'

/** The port of a node where a connection dropped on its card ends; undefined if none fits. */
export function bestPort(
  graph: Graph,
  manifests: ManifestLookup,
  { start, side, node }: { start: PortRef; side: 'input' | 'output'; node: string },
): PortRef | undefined {
  const view = viewGraph(graph, manifests)
  const [from, to] = [view.viewById.get(start.node), view.viewById.get(node)]
  if (!from || !to) return undefined
  const startPort = [...from.ports.inputs, ...from.ports.outputs].find(({ id }) => id === start.port)
  const used = new Set(graph.edges.flatMap((edge) => (edge.to.node === node ? [edge.to.port] : [])))
  const ports = side === 'output' ? to.ports.inputs : to.ports.outputs
  const fitting = ports.filter(({ id }) => {
    const end = { node, port: id }
    return (side === 'output' ? explainInView(view, start, end) : explainInView(view, end, start)).ok
  })
  // The same kind counts most, then a required port, then one without an edge.
  const scoreOf = (port: (typeof ports)[number]) => {
    const isSameKind = port.kind === startPort?.kind
    return 4 * Number(isSameKind) + 2 * Number(port.required ?? false) + Number(!used.has(port.id))
  }
  const [best] = fitting.toSorted((a, b) => scoreOf(b) - scoreOf(a))
  return best ? { node, port: best.id } : undefined
}
