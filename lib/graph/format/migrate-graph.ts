import type { Graph, GraphNode } from '../graph'
import type { ManifestLookup } from '../manifest'

/**
 * Migrates every node's config to its manifest's version. A node that cannot be migrated is kept,
 * and validate() reports it.
 */
export function migrateGraph(graph: Graph, manifests: ManifestLookup): Graph {
  let changed = false
  const nodes = graph.nodes.map((node) => {
    const migrated = migrateNode(node, manifests)
    changed ||= migrated !== node
    return migrated
  })
  return changed ? { ...graph, nodes } : graph
}

function migrateNode(node: GraphNode, manifests: ManifestLookup): GraphNode {
  const manifest = manifests(node.type)
  if (!manifest?.migrate || node.version >= manifest.version) return node
  try {
    return { ...node, version: manifest.version, config: manifest.migrate(node.version, node.config) }
  } catch {
    return node
  }
}
