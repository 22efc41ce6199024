import type { EdgeView, GraphView, NodeView } from '../graph-view'
import { listOutcomes, type Outcome, type Readers, readersIn, skippedAfter } from './outcomes'

export interface OutcomeView extends Outcome {
  skipped: ReadonlySet<NodeView>
}

/** Every outcome of a graph with what is skipped by it; what the rules on branches look at. */
export interface Branches {
  outcomes: readonly OutcomeView[]
  readers: Readers
  /** Whether two edges can bring a value in one run. */
  bothCanBeLive(one: EdgeView, other: EdgeView): boolean
  /** Steps that no outcome of some branch lets run. */
  neverRun(): { node: NodeView; branch: NodeView }[]
}

export function readBranches(view: GraphView): Branches {
  const readers = readersIn(view)
  const outcomes = listOutcomes(view).map((outcome) => ({ ...outcome, skipped: skippedAfter(readers, outcome) }))
  const byBranch = Map.groupBy(outcomes, ({ branch }) => branch)
  const isLive = (edge: EdgeView, { branch, silentPorts, skipped }: OutcomeView) =>
    !skipped.has(edge.from) && !(edge.from === branch && silentPorts.has(edge.fromPort.id))
  return {
    outcomes,
    readers,
    bothCanBeLive: (one, other) =>
      [...byBranch.values()].every((ways) => ways.some((way) => isLive(one, way) && isLive(other, way))),
    neverRun: () => {
      const never = new Map<NodeView, NodeView>()
      for (const [branch, ways] of byBranch)
        for (const node of ways[0]?.skipped ?? [])
          if (!never.has(node) && ways.every(({ skipped }) => skipped.has(node))) never.set(node, branch)
      // What hangs on a step that never runs needs no word of its own.
      const isFirst = (node: NodeView) =>
        !(node.parent && never.has(node.parent)) && !readers.edgesInto(node).some(({ from }) => never.has(from))
      return [...never].flatMap(([node, branch]) => (isFirst(node) ? [{ node, branch }] : []))
    },
  }
}
