import type { SourceFlow } from '../source-flow'
import { breakCycles } from './break-cycles'

/**
 * Sorts answers by the order in which they run, because Patchbay joins the texts of several answers in the order of the
 * graph.
 */
export function orderAnswers(flow: SourceFlow): SourceFlow {
  const answers = flow.nodes.filter(({ type }) => type === 'answer')
  if (answers.length < 2) return flow
  const rank = ranksOf(flow)
  const sorted = answers.toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
  return { ...flow, nodes: flow.nodes.map((node) => (node.type === 'answer' ? (sorted.shift() ?? node) : node)) }
}

/** The number of edges on the longest path to each step. */
function ranksOf(flow: SourceFlow): ReadonlyMap<string, number> {
  const { order } = breakCycles(flow)
  const leaving = Map.groupBy(order, ({ source }) => source)
  const incomingCounts = new Map(flow.nodes.map(({ id }) => [id, 0]))
  for (const { target } of order) incomingCounts.set(target, (incomingCounts.get(target) ?? 0) + 1)
  const ranks = new Map<string, number>()
  const ready = [...incomingCounts].flatMap(([id, count]) => (count === 0 ? [id] : []))
  for (let id = ready.pop(); id !== undefined; id = ready.pop())
    for (const { target } of leaving.get(id) ?? []) {
      ranks.set(target, Math.max(ranks.get(target) ?? 0, (ranks.get(id) ?? 0) + 1))
      const left = (incomingCounts.get(target) ?? 1) - 1
      incomingCounts.set(target, left)
      if (left === 0) ready.push(target)
    }
  return ranks
}
