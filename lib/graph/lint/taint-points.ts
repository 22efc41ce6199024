import { migrateGraph } from '../format/migrate-graph'
import type { Graph } from '../graph'
import { type NodeView, viewGraph } from '../graph-view'
import type { ManifestLookup } from '../manifest'
import { untrustedPaths } from './find-untrusted-text'

interface NamedStep {
  id: string
  label: string
}

export interface TaintPoint {
  source: NamedStep
  /** The step that changes something outside without an approval; null if the text reaches none. */
  sink: NamedStep | null
  /** From the source to the sink, otherwise only the source. */
  trail: string[]
}

/** Every step that brings text of strangers into the graph, with its shortest path to a change outside. Pure. */
export function taintPoints(graph: Graph, manifests: ManifestLookup): TaintPoint[] {
  const view = viewGraph(migrateGraph(graph, manifests), manifests)
  return view.nodes.flatMap((source) => {
    if (!source.manifest.bringsUntrusted) return []
    const [path] = untrustedPaths(view, [source]).sort((a, b) => a.nodes.length - b.nodes.length)
    const trail = path?.nodes.map(({ node }) => node.id) ?? [source.node.id]
    return [{ source: named(source), sink: path ? named(path.sink) : null, trail }]
  })
}

const named = ({ node: { id, label } }: NodeView): NamedStep => ({ id, label })
