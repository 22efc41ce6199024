import type { GraphView } from '@/lib/graph/graph-view'
import { isCapabilityKind } from '@/lib/graph/ports'

/** The nodes with everything attached only to them, such as a model that only the selected agent uses. */
export function withPlugs({ edges }: GraphView, selected: ReadonlySet<string>): Set<string> {
  const innerIds = new Set(selected)
  const readers = new Map<string, string[]>()
  for (const { from, to } of edges) readers.set(from.node.id, [...(readers.get(from.node.id) ?? []), to.node.id])
  // Attachments can be nested, so this repeats until nothing is added.
  for (let previousSize = -1; previousSize !== innerIds.size; ) {
    previousSize = innerIds.size
    for (const { from, fromPort, to } of edges) {
      const isPlug = isCapabilityKind(fromPort.kind) && innerIds.has(to.node.id)
      if (isPlug && (readers.get(from.node.id) ?? []).every((id) => innerIds.has(id))) innerIds.add(from.node.id)
    }
  }
  return innerIds
}
