import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { Graph, PortRef } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { portKey } from '../ui-store'

/** Keys of all ports where a connection from this port can end. */
export function fittingPorts(
  graph: Graph,
  manifests: ManifestLookup,
  start: PortRef,
  side: 'input' | 'output',
): ReadonlySet<string> {
  const view = viewGraph(graph, manifests)
  const fitting = new Set<string>()
  for (const { node, ports } of view.nodes) {
    const other = side === 'output' ? 'inputs' : 'outputs'
    const control = side === 'output' && ports.when ? [ports.when] : []
    for (const port of [...ports[other], ...(ports.inner?.[other] ?? []), ...control]) {
      const end = { node: node.id, port: port.id }
      const answer = side === 'output' ? explainInView(view, start, end) : explainInView(view, end, start)
      if (answer.ok) fitting.add(portKey(node.id, port.id))
    }
  }
  return fitting
}
