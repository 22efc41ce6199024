import type { Graph, GraphEdge, GraphNode, PortRef } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { newEdgeId } from '../state/node-ids'
import { type AppEnds, sourcesOf, sourcesOfOutput } from './app-ends'
import { rewriteReferences } from './rewrite-references'

export interface WireInput {
  /** The Sub-app node, which was removed from the graph. Its edges still exist. */
  node: GraphNode
  app: Graph
  ends: AppEnds
  /** Maps ids of the app's nodes to those of their copies. */
  newIds: ReadonlyMap<string, string>
  manifests: ManifestLookup
}

/** Connects the node's inputs to the copies, and the copies' outputs to the node's readers. */
export function wireInlined(graph: Graph, { node, app, ends, newIds, manifests }: WireInput): Graph {
  const used = new Set(graph.edges.map(({ id }) => id))
  const edge = (from: PortRef, to: PortRef): GraphEdge => {
    const id = newEdgeId(used)
    used.add(id)
    return { id, from, to }
  }
  const copyOf = (ref: PortRef): PortRef => ({ node: newIds.get(ref.node) ?? ref.node, port: ref.port })
  const outputOf = (port: string) =>
    sourcesOfOutput(app, ends, node, port).flatMap((ref) => feeding(graph, { node, ends, ref, copyOf }))
  const edges = graph.edges.flatMap((old): GraphEdge[] => {
    if (old.from.node === node.id) return outputOf(old.from.port).map((from) => edge(from, old.to))
    return old.to.node === node.id ? [] : [old]
  })
  for (const { from, to } of app.edges) {
    if (from.node !== ends.input?.id || !newIds.has(to.node)) continue
    for (const source of sourcesOf(graph, { node: node.id, port: from.port })) edges.push(edge(source, copyOf(to)))
  }
  const copies = new Set(newIds.values())
  const [inputRenames, outputRenames] = [inputReferences(graph, node, ends), outputReferences({ node, app, outputOf })]
  const nodes = graph.nodes.map((item) =>
    rewriteReferences(item, copies.has(item.id) ? inputRenames : outputRenames, manifests),
  )
  return { ...graph, nodes, edges }
}

interface Feeding {
  node: GraphNode
  ends: AppEnds
  ref: PortRef
  copyOf: (ref: PortRef) => PortRef
}

/** A value that the app only passes through comes from the node's source. */
function feeding(graph: Graph, { node, ends, ref, copyOf }: Feeding): PortRef[] {
  return ref.node === ends.input?.id ? sourcesOf(graph, { node: node.id, port: ref.port }) : [copyOf(ref)]
}

function inputReferences(graph: Graph, node: GraphNode, { input }: AppEnds): Map<string, string> {
  const fed = graph.edges.filter(({ to }) => to.node === node.id)
  return new Map(fed.toReversed().map(({ from, to }) => [`${input?.id}.${to.port}`, `${from.node}.${from.port}`]))
}

interface Outputs {
  node: GraphNode
  app: Graph
  outputOf: (port: string) => PortRef[]
}

function outputReferences({ node, app, outputOf }: Outputs): Map<string, string> {
  const names = ['text', ...app.edges.map(({ to }) => to.port)]
  return new Map(
    names.flatMap((port) => {
      const [first] = outputOf(port)
      return first ? [[`${node.id}.${port}`, `${first.node}.${first.port}`]] : []
    }),
  )
}
