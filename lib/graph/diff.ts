import { canonicalGraph, canonicalJson } from './canonical'
import type { Graph, GraphEdge, GraphNode } from './graph'

export const CHANGED_FIELDS = [
  'type',
  'version',
  'label',
  'config',
  'position',
  'parent',
  'disabled',
  'pinned',
  'policy',
] as const
export type ChangedField = (typeof CHANGED_FIELDS)[number]

export interface NodeChange {
  before: GraphNode
  after: GraphNode
  fields: ChangedField[]
}

export interface GraphDiff {
  nodes: { added: GraphNode[]; removed: GraphNode[]; changed: NodeChange[] }
  /** Compared by what they connect; an edge drawn again is no change. */
  edges: { added: GraphEdge[]; removed: GraphEdge[] }
  /** False when nothing or only positions changed. */
  changesRuns: boolean
}

export function diffGraphs(before: Graph, after: Graph): GraphDiff {
  const [a, b] = [canonicalGraph(before), canonicalGraph(after)]
  const oldNodes = new Map(a.nodes.map((node) => [node.id, node]))
  const newIds = new Set(b.nodes.map((node) => node.id))
  const nodes = {
    added: b.nodes.filter((node) => !oldNodes.has(node.id)),
    removed: a.nodes.filter((node) => !newIds.has(node.id)),
    changed: b.nodes.flatMap((node) => compareNodes(oldNodes.get(node.id), node) ?? []),
  }
  const edges = { added: missingEdges(b.edges, a.edges), removed: missingEdges(a.edges, b.edges) }
  const changesRuns =
    nodes.added.length + nodes.removed.length + edges.added.length + edges.removed.length > 0 ||
    nodes.changed.some((change) => change.fields.some((field) => field !== 'position'))
  return { nodes, edges, changesRuns }
}

function compareNodes(before: GraphNode | undefined, after: GraphNode): NodeChange | undefined {
  if (!before) return undefined
  const fields = CHANGED_FIELDS.filter((field) => textOf(before[field]) !== textOf(after[field]))
  return fields.length > 0 ? { before, after, fields } : undefined
}

function textOf(value: GraphNode[ChangedField]): string {
  return value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value)))
}

function missingEdges(edges: readonly GraphEdge[], others: readonly GraphEdge[]): GraphEdge[] {
  const known = new Set(others.map(edgeKey))
  return edges.filter((edge) => !known.has(edgeKey(edge)))
}

function edgeKey({ from, to }: GraphEdge): string {
  return `${from.node}.${from.port}>${to.node}.${to.port}`
}
