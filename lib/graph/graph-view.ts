import { effectivePorts } from './connections/effective-ports'
import type { Graph, GraphEdge, GraphNode } from './graph'
import type { ManifestLookup, NodeManifest, ParsedConfig } from './manifest'
import { isCapabilityKind, type NodePorts, type Port } from './ports'
import { connectionReference } from './templates/connection-reference'
import { listReferences, type ReferenceSegment } from './templates/references'
import { listTemplateStrings } from './templates/template-fields'
import type { VariableDeclaration } from './variables/declaration'

export interface NodeView {
  index: number
  node: GraphNode
  /** The enclosing container. */
  parent: NodeView | null
  /** Number of enclosing containers. */
  depth: number
  manifest: NodeManifest
  ports: NodePorts
  /** The parsed config; null if invalid. */
  config: ParsedConfig | null
  references: { reference: ReferenceSegment; path: string }[]
}

/** An edge whose ports both exist. */
export interface EdgeView {
  edge: GraphEdge
  from: NodeView
  to: NodeView
  fromPort: Port
  toPort: Port
  isBind: boolean
  /** Whether it leads into the control port: it decides whether the target runs, and passes no value. */
  isControl: boolean
  /** Whether it leads from a container to an inner node, such as the edge of an item. */
  fromInner: boolean
  /** Whether it leads from an inner node to its container, such as the edge of a result. */
  toInner: boolean
}

/**
 * A graph indexed once for all rules. Excludes disabled nodes, nodes of unknown types, anything
 * inside them or inside non-containers, and edges to excluded nodes.
 */
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
  /** The variables of the app by name; the first of each name. */
  variables: ReadonlyMap<string, VariableDeclaration>
}

/** @param graph already migrated to the manifests' versions. */
export function viewGraph(graph: Graph, manifests: ManifestLookup): GraphView {
  const nodeById = new Map<string, GraphNode>()
  for (const node of graph.nodes) if (!nodeById.has(node.id)) nodeById.set(node.id, node)
  const candidates = new Map<string, NodeView>()
  for (const node of nodeById.values()) {
    const manifest = node.disabled ? undefined : manifests(node.type)
    if (manifest) candidates.set(node.id, viewNode(node, manifest))
  }
  const nodes = placeNodes(candidates)
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
    variables: variablesOf(nodes),
  }
}

function variablesOf(nodes: readonly NodeView[]): Map<string, VariableDeclaration> {
  const found = new Map<string, VariableDeclaration>()
  for (const { manifest, config } of nodes)
    for (const variable of (config && manifest.variables?.(config)) ?? [])
      if (!found.has(variable.name)) found.set(variable.name, variable)
  return found
}

/** Assigns containers and indexes to nodes; drops nodes whose container is invalid. */
function placeNodes(candidates: ReadonlyMap<string, NodeView>): NodeView[] {
  // Nodes that were visited, and whether they have a place.
  const placement = new Map<NodeView, boolean>()
  for (const start of candidates.values()) {
    const way: NodeView[] = []
    let view: NodeView | undefined = start
    while (view && !placement.has(view)) {
      placement.set(view, false)
      way.push(view)
      view = view.node.parent === undefined ? undefined : candidates.get(view.node.parent)
    }
    for (const next of way.reverse()) place(next, candidates, placement)
  }
  const nodes = [...candidates.values()].filter((view) => placement.get(view))
  for (const [index, view] of nodes.entries()) view.index = index
  return nodes
}

function place(view: NodeView, candidates: ReadonlyMap<string, NodeView>, placement: Map<NodeView, boolean>): void {
  const { parent: parentId } = view.node
  const parent = parentId === undefined ? null : candidates.get(parentId)
  if (parent === undefined) return
  const isPlacedContainer = parent?.ports.inner && placement.get(parent)
  if (parent && !isPlacedContainer) return
  view.parent = parent
  view.depth = parent ? parent.depth + 1 : 0
  placement.set(view, true)
}

function viewNode(node: GraphNode, manifest: NodeManifest): NodeView {
  const parsed = manifest.config.safeParse(node.config)
  const references = listTemplateStrings(node.config, manifest.templates ?? []).flatMap((item) =>
    listReferences(item.text)
      .filter(({ path }) => connectionReference(path, node.config) === null)
      .map((reference) => ({ reference, path: item.path })),
  )
  return {
    index: 0,
    node,
    parent: null,
    depth: 0,
    manifest,
    ports: effectivePorts(node, manifest),
    config: parsed.success ? parsed.data : null,
    references,
  }
}

/** @returns undefined if an endpoint or a port is missing. */
export function viewEdge(edge: GraphEdge, views: ReadonlyMap<string, NodeView>): EdgeView | undefined {
  const from = views.get(edge.from.node)
  const to = views.get(edge.to.node)
  if (!from || !to) return undefined
  const isPort = (id: string) => (port: Port) => port.id === id
  const item = from.ports.inner?.outputs.find(isPort(edge.from.port))
  const result = to.ports.inner?.inputs.find(isPort(edge.to.port))
  const fromPort = item ?? from.ports.outputs.find(isPort(edge.from.port))
  const control = [to.ports.when].find((port) => port?.id === edge.to.port)
  const toPort = result ?? to.ports.inputs.find(isPort(edge.to.port)) ?? control
  if (!fromPort || !toPort) return undefined
  return {
    edge,
    from,
    to,
    fromPort,
    toPort,
    isBind: isCapabilityKind(toPort.kind),
    isControl: toPort === control,
    fromInner: item !== undefined,
    toInner: result !== undefined,
  }
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
