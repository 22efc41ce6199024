import { edgeKey, type NodeChange } from '@/lib/graph/diff/diff'
import type { GraphEdge, GraphNode } from '@/lib/graph/graph'
import type { MergedGraph } from './merge-graphs'

interface ChangeBase {
  /** Stable for a pair of versions, because it is part of the address. */
  key: string
  /** Elements to scroll into view. */
  nodeIds: string[]
}
export interface NodeDifference extends ChangeBase {
  target: 'node'
  status: 'added' | 'removed' | 'changed' | 'moved'
  node: GraphNode
  /** null if the node exists in only one of the two graphs. */
  change: NodeChange | null
  /** Edges added or removed together with it. */
  edges: number
}
export interface EdgeDifference extends ChangeBase {
  target: 'edge'
  status: 'added' | 'removed'
  edge: GraphEdge
}
export type Difference = NodeDifference | EdgeDifference

/**
 * All differences in reading order: from left to right, top to bottom. Edges of added or removed nodes are counted with
 * their node; all other edges are listed after the nodes.
 */
export function listChanges({ graph, diff }: MergedGraph, withMoved: boolean): Difference[] {
  const { added, removed, changed, moved } = diff.nodes
  const addedOrRemoved = new Set([...added, ...removed].map(({ id }) => id))
  const edges = [...diff.edges.added, ...diff.edges.removed]
  const edgesOf = (id: string) => edges.filter(({ from, to }) => from.node === id || to.node === id).length
  const places = new Map(graph.nodes.map((node) => [node.id, node]))
  const toDifference = (
    node: GraphNode,
    status: NodeDifference['status'],
    change: NodeChange | null,
  ): NodeDifference => ({
    key: node.id,
    nodeIds: [node.id],
    target: 'node',
    status,
    node,
    change,
    edges: addedOrRemoved.has(node.id) ? edgesOf(node.id) : 0,
  })
  const nodes = [
    ...added.map((node) => toDifference(node, 'added', null)),
    ...removed.map((node) => toDifference(node, 'removed', null)),
    ...changed.map((change) => toDifference(change.after, 'changed', change)),
    ...(withMoved ? moved.map((change) => toDifference(change.after, 'moved', change)) : []),
  ].toSorted((a, b) => byPlace(places.get(a.node.id) ?? a.node, places.get(b.node.id) ?? b.node))
  const edgeDifferences = (list: readonly GraphEdge[], status: EdgeDifference['status']) =>
    list
      .filter(({ from, to }) => !addedOrRemoved.has(from.node) && !addedOrRemoved.has(to.node))
      .map(
        (edge): EdgeDifference => ({
          key: edgeKey(edge),
          nodeIds: [edge.from.node, edge.to.node],
          target: 'edge',
          status,
          edge,
        }),
      )
  return [...nodes, ...edgeDifferences(diff.edges.added, 'added'), ...edgeDifferences(diff.edges.removed, 'removed')]
}

function byPlace({ position: a }: GraphNode, { position: b }: GraphNode): number {
  return a.x - b.x || a.y - b.y
}
