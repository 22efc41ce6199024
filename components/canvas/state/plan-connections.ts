import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { addEdge, addNode, type Place } from './graph-edits'
import { placeBefore, placeUnder } from './layout/free-position'
import { nestingOf } from './layout/nesting'
import { citationEdges } from './ports/citation-edges'
import { looseEnd, obviousEdge } from './ports/obvious-edge'
import { type Connection, unambiguousEdges } from './ports/unambiguous-edges'

export interface ConnectionPlan {
  edges: Connection[]
  /** The existing node that the new one continues. */
  anchor: string | undefined
  /** The position that the edges suggest. */
  place: Place | undefined
}

/**
 * Connects a new node to the selected node or the only loose end if it is obvious how, and to other nodes where there
 * is no choice. The answer gets the citations of the node that writes its text from passages.
 * @param added not part of the graph yet
 */
export function planConnections(
  graph: Graph,
  manifests: ManifestLookup,
  { selection, added, parent }: { selection: readonly string[]; added: GraphNode; parent: string | undefined },
): ConnectionPlan {
  const graphWithNode = addNode(graph, added)
  const siblings = nestingOf(graphWithNode, manifests).childrenOf(parent)
  const anchorId = selection.length > 0 ? selection[0] : looseEnd(graph, manifests)
  const anchor = selection.length > 1 ? undefined : siblings.find(({ id }) => id === anchorId)
  const edge = anchor ? obviousEdge(graphWithNode, manifests, [anchor, added]) : null
  if (anchor && edge?.isBind) {
    const edges = [edge, ...citationEdges(connectAll(graphWithNode, [edge]), manifests)]
    return { edges, anchor: anchor.id, place: placeUnder(graph, manifests, anchor) }
  }
  const edges: Connection[] = edge ? [edge] : []
  edges.push(...unambiguousEdges(connectAll(graphWithNode, edges), manifests, { added, siblings }))
  edges.push(...citationEdges(connectAll(graphWithNode, edges), manifests))
  const consumerId = edge ? undefined : edges.find(({ from }) => from.node === added.id)?.to.node
  const consumer = graph.nodes.find(({ id }) => id === consumerId)
  return { edges, anchor: anchor?.id, place: consumer && placeBefore(graph, manifests, consumer) }
}

export const connectAll = (graph: Graph, edges: readonly Connection[]): Graph =>
  edges.reduce((next, { from, to }) => addEdge(next, from, to), graph)
