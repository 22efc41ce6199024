import { canonicalGraph, canonicalJson } from '../format/canonical'
import type { Graph, GraphEdge, GraphNode } from '../graph'

const CHANGED_FIELDS = ['type', 'version', 'label', 'config', 'parent', 'disabled', 'pinned', 'policy'] as const
/** `sources`: the same edges lead to an input in another order; the first live one wins. */
export type ChangedField = (typeof CHANGED_FIELDS)[number] | 'sources'

/** Fields that affect the layout only. */
const LAYOUT_FIELDS = ['position', 'size', 'collapsed'] as const

export interface NodeChange {
  before: GraphNode
  after: GraphNode
  fields: ChangedField[]
  /** Inputs whose sources were reordered: the common ones, as `node.port`, in both orders. */
  sources: { port: string; before: string[]; after: string[] }[]
}

export interface GraphDiff {
  /** `moved`: only position or size changed. */
  nodes: { added: GraphNode[]; removed: GraphNode[]; changed: NodeChange[]; moved: NodeChange[] }
  /** Compared by their endpoints; redrawing an edge is not a change. */
  edges: { added: GraphEdge[]; removed: GraphEdge[] }
  /** False if at most the layout changed. */
  changesRuns: boolean
}

export function diffGraphs(before: Graph, after: Graph): GraphDiff {
  const [a, b] = [canonicalGraph(before), canonicalGraph(after)]
  const oldNodes = new Map(a.nodes.map((node) => [node.id, node]))
  const newIds = new Set(b.nodes.map((node) => node.id))
  const reordered = findReordered(a.edges, b.edges)
  const compared = b.nodes.flatMap(
    (node) => compareNodes(oldNodes.get(node.id), node, reordered.get(node.id) ?? []) ?? [],
  )
  const nodes = {
    added: b.nodes.filter((node) => !oldNodes.has(node.id)),
    removed: a.nodes.filter((node) => !newIds.has(node.id)),
    changed: compared.filter(({ fields }) => fields.length > 0),
    moved: compared.filter(({ fields }) => fields.length === 0),
  }
  const edges = { added: missingEdges(b.edges, a.edges), removed: missingEdges(a.edges, b.edges) }
  const lists = [nodes.added, nodes.removed, nodes.changed, edges.added, edges.removed]
  return { nodes, edges, changesRuns: lists.some((list) => list.length > 0) }
}

function compareNodes(
  before: GraphNode | undefined,
  after: GraphNode,
  sources: NodeChange['sources'],
): NodeChange | undefined {
  if (!before) return undefined
  const differs = (field: keyof GraphNode) => textOf(before[field]) !== textOf(after[field])
  const fields: ChangedField[] = [
    ...CHANGED_FIELDS.filter(differs),
    ...(sources.length > 0 ? ['sources' as const] : []),
  ]
  return fields.length > 0 || LAYOUT_FIELDS.some(differs) ? { before, after, fields, sources } : undefined
}

/** Inputs with reordered sources, by node. Added or removed sources are changes of edges instead. */
function findReordered(before: readonly GraphEdge[], after: readonly GraphEdge[]): Map<string, NodeChange['sources']> {
  const [old, now] = [sourcesByInput(before), sourcesByInput(after)]
  const found = new Map<string, NodeChange['sources']>()
  for (const [input, { node, port, sources }] of now) {
    const earlier = old.get(input)?.sources ?? []
    const oldOrder = earlier.filter((item) => sources.includes(item))
    const newOrder = sources.filter((item) => earlier.includes(item))
    if (oldOrder.every((item, index) => item === newOrder[index])) continue
    found.set(node, [...(found.get(node) ?? []), { port, before: oldOrder, after: newOrder }])
  }
  return found
}

function sourcesByInput(edges: readonly GraphEdge[]) {
  const inputs = new Map<string, { node: string; port: string; sources: string[] }>()
  for (const { from, to } of edges) {
    const key = `${to.node}.${to.port}`
    const input = inputs.get(key) ?? { ...to, sources: [] }
    input.sources.push(`${from.node}.${from.port}`)
    inputs.set(key, input)
  }
  return inputs
}

function textOf(value: GraphNode[keyof GraphNode]): string {
  return value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value)))
}

function missingEdges(edges: readonly GraphEdge[], others: readonly GraphEdge[]): GraphEdge[] {
  const otherKeys = new Set(others.map(edgeKey))
  return edges.filter((edge) => !otherKeys.has(edgeKey(edge)))
}

/** The endpoints of an edge; equal for redrawn edges. */
export function edgeKey({ from, to }: Pick<GraphEdge, 'from' | 'to'>): string {
  return `${from.node}.${from.port}>${to.node}.${to.port}`
}
