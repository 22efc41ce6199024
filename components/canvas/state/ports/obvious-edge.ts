import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { Graph, GraphNode, PortRef } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'
import { portsOf } from './node-ports'

export interface ObviousEdge {
  from: PortRef
  to: PortRef
  /** Whether the edge plugs in a capability, whose node is placed below the node that uses it. */
  isBind: boolean
}

/** Groups whose nodes are usually plugged into an agent instead of following it. */
const PLUGGED = new Set(['tool', 'knowledge'])

/** The edge that users most likely want between an existing node and a new one. */
export function obviousEdge(
  graph: Graph,
  manifests: ManifestLookup,
  [anchor, added]: readonly [GraphNode, GraphNode],
): ObviousEdge | null {
  const view = viewGraph(graph, manifests)
  const allows = ({ from, to }: ObviousEdge) => explainInView(view, from, to).ok
  const isPlugged = PLUGGED.has(manifests(added.type)?.group ?? '')
  const plugs = isPlugged ? pairs(manifests, added, anchor).filter(({ isBind }) => isBind) : []
  const flows = pairs(manifests, anchor, added).filter(({ isBind }) => !isBind)
  return [...plugs, ...flows].find(allows) ?? null
}

/** The end of the graph that is not connected yet, if there is only one. */
export function looseEnd(graph: Graph, manifests: ManifestLookup): string | undefined {
  const sources = new Set(graph.edges.map(({ from }) => from.node))
  const ends = graph.nodes.filter((node) => {
    const isNote = manifests(node.type)?.role === 'note'
    const hasValue = portsOf(node, manifests).outputs.some(({ kind }) => !isCapabilityKind(kind))
    return !sources.has(node.id) && !isNote && hasValue
  })
  return ends.length === 1 ? ends[0]?.id : undefined
}

/** Possible edges, best first. The best one connects the main output to a required input of the same kind. */
function pairs(manifests: ManifestLookup, source: GraphNode, target: GraphNode): ObviousEdge[] {
  const { outputs } = portsOf(source, manifests)
  const { inputs } = portsOf(target, manifests)
  const main = outputs.find(({ kind }) => !isCapabilityKind(kind))
  const offers = outputs.filter((port) => port === main || isCapabilityKind(port.kind))
  return offers
    .flatMap((output) => inputs.map((input) => ({ output, input, score: scoreOf(output, input) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ output, input }) => ({
      from: { node: source.id, port: output.id },
      to: { node: target.id, port: input.id },
      isBind: isCapabilityKind(output.kind),
    }))
}

function scoreOf(output: Port, input: Port): number {
  const isSame = output.kind === input.kind && Boolean(output.list) === Boolean(input.list)
  const isAny = output.kind === 'any' || input.kind === 'any'
  return 4 * Number(isSame) + 3 * Number(input.required ?? false) + Number(isAny)
}
