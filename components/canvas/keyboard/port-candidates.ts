import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { Graph, PortRef } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { Port } from '@/lib/graph/ports'
import type { TextRef } from '@/lib/messages/problems/types'

export interface PortCandidate {
  nodeId: string
  label: string
  port: Port
  /** Why an edge cannot end there; null if it can. */
  reason: TextRef | null
}

/** Both ends of the edge between the selected port and another one. */
export function endsFrom(start: PortRef, side: 'input' | 'output', other: PortRef): [from: PortRef, to: PortRef] {
  return side === 'output' ? [start, other] : [other, start]
}

/** All possible ports for the other end, compatible ones first. */
export function portCandidates(
  graph: Graph,
  manifests: ManifestLookup,
  { start, side }: { start: PortRef; side: 'input' | 'output' },
): PortCandidate[] {
  const view = viewGraph(graph, manifests)
  const otherSide = side === 'output' ? 'inputs' : 'outputs'
  const all = view.nodes.flatMap(({ node, ports }) => {
    const controlPorts = side === 'output' && ports.when ? [ports.when] : []
    const candidates = [...ports[otherSide], ...controlPorts, ...(ports.inner?.[otherSide] ?? [])]
    return candidates.map((port): PortCandidate => {
      const answer = explainInView(view, ...endsFrom(start, side, { node: node.id, port: port.id }))
      return { nodeId: node.id, label: node.label, port, reason: answer.ok ? null : answer.reason }
    })
  })
  return [...all.filter(({ reason }) => reason === null), ...all.filter(({ reason }) => reason !== null)]
}
