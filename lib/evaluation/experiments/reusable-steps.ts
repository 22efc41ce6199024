import 'server-only'
import { canonicalJson } from '@/lib/graph/format/canonical'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph } from '@/lib/graph/graph'
import { type GraphView, type NodeView, viewGraph } from '@/lib/graph/graph-view'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { nodeSignatures } from '@/lib/services/forecast/node-signature'

export const isReusableType = (type: string): boolean => manifestOf(type)?.reusable !== false

/**
 * Steps of the second graph that must run again, even if the first graph has results of all its steps. These are steps
 * that are new, changed or connected differently, and steps whose result may differ each time. The plan adds the steps
 * that depend on them.
 */
export function changedSteps(first: Graph, second: Graph): string[] {
  const [before, after] = [stepsOf(first), stepsOf(second)]
  return second.nodes
    .filter(({ id }) => before.get(id) === undefined || before.get(id) !== after.get(id))
    .map(({ id }) => id)
}

/** A step without a description is never reused. */
function stepsOf(graph: Graph): ReadonlyMap<string, string | undefined> {
  const view = viewGraph(migrateGraph(graph, manifestOf), manifestOf)
  const signatures = nodeSignatures(view)
  return new Map(
    view.nodes.map((node) => [
      node.node.id,
      isReusable(view, node)
        ? `${signatures.get(node.node.id) ?? ''} ${canonicalJson(sourcesOf(view, node))}`
        : undefined,
    ]),
  )
}

const sourcesOf = (view: GraphView, { node: { id, parent = '' } }: NodeView) => [
  parent,
  ...(view.edgesTo.get(id) ?? []).map(({ edge: { from, to } }) => `${from.node}.${from.port}>${to.port}`).sort(),
]

/** Whether a step can be reused, including the nodes that are plugged into it, such as the tools of an agent. */
function isReusable(view: GraphView, node: NodeView, seen = new Set<NodeView>()): boolean {
  if (seen.has(node)) return true
  seen.add(node)
  if (!isReusableType(node.node.type)) return false
  const plugged = (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind }) => isBind)
  return plugged.every(({ from }) => isReusable(view, from, seen))
}
