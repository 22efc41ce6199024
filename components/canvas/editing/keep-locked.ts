import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { updateNode } from '../state/graph-edits'
import { nestingOf } from '../state/layout/nesting'

/** Keeps locked nodes unchanged in every history step. Only the lock itself can be removed. */
export function keepLocked(before: Graph, after: Graph): Graph {
  const locked = new Map(before.nodes.flatMap((node) => (node.locked ? [[node.id, node]] : [])))
  if (locked.size === 0) return after
  let changed = false
  const nodes = after.nodes.map((node) => {
    const lockedNode = locked.get(node.id)
    if (!lockedNode || lockedNode === node || isUnlocked(lockedNode, node)) return node
    changed = true
    return lockedNode
  })
  return changed ? { ...after, nodes } : after
}

function isUnlocked(before: GraphNode, after: GraphNode): boolean {
  return !after.locked && before.config === after.config && before.label === after.label
}

export function setLocked(graph: Graph, ids: readonly string[], locked: boolean): Graph {
  return ids.reduce(
    (result, id) =>
      updateNode(result, id, (node) => {
        if (Boolean(node.locked) === locked) return node
        const { locked: _, ...unlocked } = node
        return locked ? { ...node, locked: true } : unlocked
      }),
    graph,
  )
}

/** Nodes that can be deleted: not locked, and without a locked node inside. */
export function deletable(graph: Graph, manifests: ManifestLookup, selected: readonly string[]): string[] {
  const { withInside } = nestingOf(graph, manifests)
  const locked = new Set(graph.nodes.flatMap((node) => (node.locked ? [node.id] : [])))
  return selected.filter((id) => ![...withInside([id])].some((inside) => locked.has(inside)))
}
