import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { Clip } from '../state/clipboard'
import { portsOf } from '../state/ports/node-ports'

export interface AppClip extends Clip {
  /** Skipped nodes of the app, mapped to the existing nodes that replace them. */
  standIns: ReadonlyMap<string, string>
}

/**
 * The nodes of another app, prepared for insertion. A graph has one start: if it already has an Input, the imported one
 * is skipped and its readers use the existing one where it provides a value of the same name.
 */
export function clipOfApp(graph: Graph, app: Graph, manifests: ManifestLookup): AppClip {
  const isStart = (node: GraphNode) => manifests(node.type)?.role === 'start'
  const start = graph.nodes.find(isStart)
  const left = start ? app.nodes.filter(isStart) : []
  const standIns = new Map(left.map(({ id }) => [id, start?.id ?? id]))
  const outputIds = new Set(start ? portsOf(start, manifests).outputs.map(({ id }) => id) : [])
  return {
    patchbay: 'nodes',
    nodes: app.nodes.filter(({ id }) => !standIns.has(id)),
    edges: app.edges.filter(
      ({ from, to }) => !standIns.has(to.node) && (!standIns.has(from.node) || outputIds.has(from.port)),
    ),
    standIns,
  }
}
