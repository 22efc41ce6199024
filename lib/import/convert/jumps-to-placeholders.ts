import type { SourceEdge, SourceFlow, SourceNode } from '../source-flow'
import { breakCycles } from './break-cycles'

/**
 * A cycle that is entered at several places cannot become a loop. A placeholder replaces each of its jumps, so that the
 * app does not run as if it ended there.
 */
export function jumpsToPlaceholders(flow: SourceFlow): SourceFlow {
  const { order, jumps } = breakCycles(flow)
  if (jumps.length === 0) return flow
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const added = jumps.flatMap((edge, index): { node: SourceNode; edge: SourceEdge }[] => {
    const source = byId.get(edge.source)
    if (!source) return []
    const to = byId.get(edge.target)?.title || edge.target
    const { item, parent, position } = source
    const node = {
      id: `${edge.source}/jump${index + 1}`,
      item,
      type: 'jump',
      title: to,
      parent,
      position,
      data: { to },
    }
    return [{ node, edge: { ...edge, target: node.id } }]
  })
  return {
    ...flow,
    nodes: [...flow.nodes, ...added.map(({ node }) => node)],
    edges: [...order, ...added.map(({ edge }) => edge)],
  }
}
