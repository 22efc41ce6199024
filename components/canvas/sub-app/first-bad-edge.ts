import { localizeText } from '@/lib/client/messages/localize-text'
import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'

/** Why the first invalid new edge is not allowed; null if all are. Edges with these ids existed before. */
export function firstBadEdge(graph: Graph, manifests: ManifestLookup, knownEdges: ReadonlySet<string>): string | null {
  const added = graph.edges.filter(({ id }) => !knownEdges.has(id))
  let rest: Graph = { ...graph, edges: graph.edges.filter(({ id }) => knownEdges.has(id)) }
  for (const edge of added) {
    const answer = explainInView(viewGraph(rest, manifests), edge.from, edge.to)
    if (!answer.ok) {
      const label = (id: string) => graph.nodes.find((node) => node.id === id)?.label ?? id
      return `${label(edge.from.node)} → ${label(edge.to.node)}: ${localizeText(answer.reason)}`
    }
    rest = { ...rest, edges: [...rest.edges, edge] }
  }
  return null
}
