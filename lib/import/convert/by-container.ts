import type { SourceNode } from '../source-flow'

/** Sorts containers before their contents. Nodes in unknown or circular containers count as being on the top level. */
export function byContainer(nodes: readonly SourceNode[]): SourceNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const depthOf = (node: SourceNode): number => {
    const seen = new Set<string>()
    let depth = 0
    for (let at = node; at.parent !== null; depth += 1) {
      const parent = byId.get(at.parent)
      if (!parent || seen.has(at.id)) return 0
      seen.add(at.id)
      at = parent
    }
    return depth
  }
  return [...byId.values()].toSorted((a, b) => depthOf(a) - depthOf(b))
}
