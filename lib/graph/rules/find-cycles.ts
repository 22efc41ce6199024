import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'
import { dependencyEdges } from '../plan/dependency-edges'

/** Nodes that wait for themselves, one issue per cycle. Iterative: a chain may be thousands of nodes long. */
export function findCycles(view: GraphView): GraphIssue[] {
  const next = new Map<string, string[]>(view.nodes.map(({ node }) => [node.id, []]))
  for (const { from, to } of dependencyEdges(view)) next.get(from)?.push(to)
  const visited = new Set<string>()
  const issues: GraphIssue[] = []
  for (const { node } of view.nodes) {
    const cycle = visited.has(node.id) ? null : searchFrom(node.id, next, visited)
    if (cycle) issues.push(toIssue(view, cycle))
  }
  return issues
}

/** Depth first; reaching a node on the current path closes a cycle. */
function searchFrom(start: string, next: ReadonlyMap<string, string[]>, done: Set<string>): string[] | null {
  const path: { id: string; nextChild: number }[] = [{ id: start, nextChild: 0 }]
  const onPath = new Set([start])
  let cycle: string[] | null = null
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const child = next.get(top.id)?.[top.nextChild]
    top.nextChild += 1
    if (child === undefined) {
      done.add(top.id)
      onPath.delete(top.id)
      path.pop()
    } else if (onPath.has(child)) {
      cycle ??= path.slice(path.findIndex((step) => step.id === child)).map((step) => step.id)
    } else if (!done.has(child)) {
      path.push({ id: child, nextChild: 0 })
      onPath.add(child)
    }
  }
  return cycle
}

function toIssue({ nodeById }: GraphView, cycle: readonly string[]): GraphIssue {
  const labels = [...cycle, cycle[0] ?? ''].map((id) => `“${nodeById.get(id)?.label ?? id}”`)
  const shownLabels = labels.length > 8 ? [...labels.slice(0, 4), '…', ...labels.slice(-3)] : labels
  return {
    code: 'CYCLE',
    severity: 'error',
    ...textRef('graph.cycle', { nodes: shownLabels.join(' → ') }),
    ...(cycle[0] === undefined ? {} : { nodeId: cycle[0] }),
  }
}
