import { effectivePorts } from './effective-ports'
import type { Graph, GraphEdge, GraphNode } from './graph'
import type { ManifestLookup, NodeManifest, ParsedConfig } from './manifest'
import { isCapabilityKind, type NodePorts, type Port } from './ports'
import { listReferences, type ReferenceSegment } from './references'
import { listTemplateStrings } from './template-fields'

export interface NodeView {
  index: number
  node: GraphNode
  manifest: NodeManifest
  ports: NodePorts
  /** The parsed config; null when it is invalid. */
  config: ParsedConfig | null
  references: { reference: ReferenceSegment; path: string }[]
}

/** An edge both of whose ports exist. */
export interface EdgeView {
  edge: GraphEdge
  from: NodeView
  to: NodeView
  fromPort: Port
  toPort: Port
  isBind: boolean
}

/** A graph read once for all rules. Disabled nodes, nodes of unknown types and edges that touch them are left out. */
export interface GraphView {
  graph: Graph
  manifests: ManifestLookup
  /** The first node of each id. */
  nodeById: ReadonlyMap<string, GraphNode>
  nodes: NodeView[]
  viewById: ReadonlyMap<string, NodeView>
  edges: EdgeView[]
  edgesFrom: ReadonlyMap<string, EdgeView[]>
  edgesTo: ReadonlyMap<string, EdgeView[]>
}

/** @param graph already migrated to the manifests' versions. */
export function viewGraph(graph: Graph, manifests: ManifestLookup): GraphView {
  const nodeById = new Map<string, GraphNode>()
  for (const node of graph.nodes) if (!nodeById.has(node.id)) nodeById.set(node.id, node)
  const nodes: NodeView[] = []
  for (const node of nodeById.values()) {
    const manifest = node.disabled ? undefined : manifests(node.type)
    if (manifest) nodes.push(viewNode(node, manifest, nodes.length))
  }
  const viewById = new Map(nodes.map((view) => [view.node.id, view]))
  const edges = graph.edges.flatMap((edge) => viewEdge(edge, viewById) ?? [])
  return {
    graph,
    manifests,
    nodeById,
    nodes,
    viewById,
    edges,
    edgesFrom: groupBy(edges, (edge) => edge.edge.from.node),
    edgesTo: groupBy(edges, (edge) => edge.edge.to.node),
  }
}

function viewNode(node: GraphNode, manifest: NodeManifest, index: number): NodeView {
  const parsed = manifest.config.safeParse(node.config)
  const references = listTemplateStrings(node.config, manifest.templates ?? []).flatMap((item) =>
    listReferences(item.text).map((reference) => ({ reference, path: item.path })),
  )
  return {
    index,
    node,
    manifest,
    ports: effectivePorts(node, manifest),
    config: parsed.success ? parsed.data : null,
    references,
  }
}

function viewEdge(edge: GraphEdge, views: ReadonlyMap<string, NodeView>): EdgeView | undefined {
  const from = views.get(edge.from.node)
  const to = views.get(edge.to.node)
  const fromPort = from?.ports.outputs.find((port) => port.id === edge.from.port)
  const toPort = to?.ports.inputs.find((port) => port.id === edge.to.port)
  if (!from || !to || !fromPort || !toPort) return undefined
  return { edge, from, to, fromPort, toPort, isBind: isCapabilityKind(toPort.kind) }
}

function groupBy(edges: readonly EdgeView[], key: (edge: EdgeView) => string): Map<string, EdgeView[]> {
  const groups = new Map<string, EdgeView[]>()
  for (const edge of edges) {
    const group = groups.get(key(edge))
    if (group) group.push(edge)
    else groups.set(key(edge), [edge])
  }
  return groups
}
