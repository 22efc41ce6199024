import type { Graph } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { listReferences } from '@/lib/graph/templates/references'
import { listTemplateStrings } from '@/lib/graph/templates/template-fields'

export interface ReferencePair {
  from: string
  to: string
}

/** Pairs of nodes connected by references, once each, where one of the two is selected. */
export function referencePairs(
  graph: Graph,
  manifests: ManifestLookup,
  selected: ReadonlySet<string>,
): ReferencePair[] {
  const nodeIds = new Set(graph.nodes.map((node) => node.id))
  const pairs = new Map<string, ReferencePair>()
  for (const node of graph.nodes) {
    const strings = listTemplateStrings(node.config, manifests(node.type)?.templates ?? [])
    for (const { path } of strings.flatMap(({ text }) => listReferences(text))) {
      const from = path.length > 1 ? path[0] : undefined
      if (from === undefined || !nodeIds.has(from) || from === node.id) continue
      if (selected.has(from) || selected.has(node.id)) pairs.set(`${from}>${node.id}`, { from, to: node.id })
    }
  }
  return [...pairs.values()]
}
