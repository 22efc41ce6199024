import type { EdgeView, GraphView, NodeView } from '../graph-view'
import { listOutcomes, type Outcome, type Readers, readersIn, skippedAfter } from './outcomes'

export interface OutcomeView extends Outcome {
  skipped: ReadonlySet<NodeView>
}

/** All outcomes of a graph with the nodes that each of them skips, for the rules on branches. */
export interface Branches {
  outcomes: readonly OutcomeView[]
  readers: Readers
  /** Whether two edges can carry a value in the same run. */
  bothCanBeLive(item: EdgeView, other: EdgeView): boolean
  /** Steps that are skipped in every outcome of some branch. */
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
    bothCanBeLive: (item, other) =>
      [...byBranch.values()].every((ways) => ways.some((way) => isLive(item, way) && isLive(other, way))),
    neverRun: () => {
      const unreachable = new Map<NodeView, NodeView>()
      for (const [branch, ways] of byBranch)
        for (const node of ways[0]?.skipped ?? [])
          if (!unreachable.has(node) && ways.every(({ skipped }) => skipped.has(node))) unreachable.set(node, branch)
      // Dependents of such a step are not reported separately.
      const isFirst = (node: NodeView) =>
        !(node.parent && unreachable.has(node.parent)) &&
        !readers.edgesInto(node).some(({ from }) => unreachable.has(from))
      return [...unreachable].flatMap(([node, branch]) => (isFirst(node) ? [{ node, branch }] : []))
    },
  }
}
