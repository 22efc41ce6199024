import type { GraphView } from '@/lib/graph/graph-view'
import { dependencyEdges } from '@/lib/graph/plan/dependency-edges'

/** A node outside that depends on one selected node and feeds another. The new app would then depend on itself. */
export function nodeBetween(view: GraphView, innerIds: ReadonlySet<string>): string | null {
  const next = new Map<string, string[]>()
  for (const { from, to } of dependencyEdges(view)) next.set(from, [...(next.get(from) ?? []), to])
  const seen = new Set<string>()
  const queue = [...innerIds].flatMap((id) =>
    (next.get(id) ?? []).filter((to) => !innerIds.has(to)).map((to) => [to, to] as const),
  )
  for (let current = queue.pop(); current; current = queue.pop()) {
    const [id, first] = current
    if (seen.has(id)) continue
    seen.add(id)
    for (const to of next.get(id) ?? []) {
      if (innerIds.has(to)) return view.viewById.get(first)?.node.label ?? first
      queue.push([to, first])
    }
  }
  return null
}
