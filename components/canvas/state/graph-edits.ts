import type { Graph, GraphEdge, GraphNode, PortRef } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import { defaultConfig } from './default-config'
import { newEdgeId, newNodeId } from './node-ids'

export interface Place {
  x: number
  y: number
}

export function makeNode(graph: Graph, manifest: NodeManifest, position: Place): GraphNode {
  const { timeoutSeconds, retryCount } = manifest.defaultPolicy ?? {}
  const policy = {
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(retryCount === undefined ? {} : { retry: { count: retryCount, backoffSeconds: 1, on: DEFAULT_RETRY_ON } }),
    onError: 'fail' as const,
  }
  return {
    id: newNodeId(manifest.type, nodeIds(graph)),
    type: manifest.type,
    version: manifest.version,
    label: freeLabel(graph, manifest.label),
    config: defaultConfig(manifest),
    position: snap(position),
    ...(manifest.defaultPolicy ? { policy } : {}),
  }
}

const DEFAULT_RETRY_ON: ('rate-limit' | 'server-error' | 'network')[] = ['rate-limit', 'server-error', 'network']

export function addNode(graph: Graph, node: GraphNode): Graph {
  return { ...graph, nodes: [...graph.nodes, node] }
}

export function updateNode(graph: Graph, id: string, change: (node: GraphNode) => GraphNode): Graph {
  let changed = false
  const nodes = graph.nodes.map((node) => {
    if (node.id !== id) return node
    const next = change(node)
    changed ||= next !== node
    return next
  })
  return changed ? { ...graph, nodes } : graph
}

export function moveNodes(graph: Graph, places: ReadonlyMap<string, Place>): Graph {
  let changed = false
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id)
    if (!place || (place.x === node.position.x && place.y === node.position.y)) return node
    changed = true
    return { ...node, position: { x: place.x, y: place.y } }
  })
  return changed ? { ...graph, nodes } : graph
}

export function resizeNodes(graph: Graph, sizes: ReadonlyMap<string, { width: number; height: number }>): Graph {
  if (sizes.size === 0) return graph
  const nodes = graph.nodes.map((node) => {
    const size = sizes.get(node.id)
    return size ? { ...node, size: { width: Math.round(size.width), height: Math.round(size.height) } } : node
  })
  return { ...graph, nodes }
}

export function removeElements(graph: Graph, nodes: ReadonlySet<string>, edges: ReadonlySet<string>): Graph {
  const keptNodes = graph.nodes.filter((node) => !nodes.has(node.id))
  const keptEdges = graph.edges.filter(
    (edge) => !edges.has(edge.id) && !nodes.has(edge.from.node) && !nodes.has(edge.to.node),
  )
  if (keptNodes.length === graph.nodes.length && keptEdges.length === graph.edges.length) return graph
  return { ...graph, nodes: keptNodes, edges: keptEdges }
}

export function addEdge(graph: Graph, from: PortRef, to: PortRef): Graph {
  const edge: GraphEdge = { id: newEdgeId(new Set(graph.edges.map(({ id }) => id))), from, to }
  return { ...graph, edges: [...graph.edges, edge] }
}

/** Reconnects an edge and keeps its id, like dragging one of its ends. */
export function reconnectEdge(graph: Graph, edgeId: string, from: PortRef, to: PortRef): Graph {
  return { ...graph, edges: graph.edges.map((edge) => (edge.id === edgeId ? { ...edge, from, to } : edge)) }
}

export function nodeIds(graph: Graph): Set<string> {
  return new Set(graph.nodes.map((node) => node.id))
}

/** “Retriever”, then “Retriever 2”: unique labels identify nodes in references and traces. */
export function freeLabel(graph: Graph, label: string): string {
  const used = new Set(graph.nodes.map((node) => node.label))
  if (!used.has(label)) return label
  let number = 2
  while (used.has(`${label} ${number}`)) number += 1
  return `${label} ${number}`
}

const GRID = 8
export function snap({ x, y }: Place): Place {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID }
}
