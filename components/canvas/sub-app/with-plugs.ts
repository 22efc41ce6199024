import type { GraphView } from '@/lib/graph/graph-view'
import { isCapabilityKind } from '@/lib/graph/ports'

/** The nodes, and what is plugged into them and into nothing else: a model, say, that only the chosen agent asks. */
export function withPlugs({ edges }: GraphView, chosen: ReadonlySet<string>): Set<string> {
  const inside = new Set(chosen)
  const readers = new Map<string, string[]>()
  for (const { from, to } of edges) readers.set(from.node.id, [...(readers.get(from.node.id) ?? []), to.node.id])
  // What is plugged into a plug goes along as well, so it takes as many rounds as they are deep.
  for (let before = -1; before !== inside.size; ) {
    before = inside.size
    for (const { from, fromPort, to } of edges) {
      const isPlug = isCapabilityKind(fromPort.kind) && inside.has(to.node.id)
      if (isPlug && (readers.get(from.node.id) ?? []).every((id) => inside.has(id))) inside.add(from.node.id)
    }
  }
  return inside
}
