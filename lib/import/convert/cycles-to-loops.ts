import type { SourceFlow } from '../source-flow'
import { breakCycles, laterThan } from './break-cycles'
import type { Cycle } from './cycle'
import { CycleLoop } from './cycle-loop'

/** Bounds the work, because loops may contain further loops. */
const MAX_LOOPS = 50

/**
 * Moves each cycle of steps into a loop, which ends when no step jumps back. A cycle that other steps enter at several
 * places has no such form; `jumpsToPlaceholders` handles it.
 */
export function cyclesToLoops(flow: SourceFlow): SourceFlow {
  let now = flow
  for (let count = 1; count <= MAX_LOOPS; count += 1) {
    const cycle = findCycle(now)
    if (!cycle) return now
    now = new CycleLoop(now, cycle, count).move()
  }
  return now
}

/** The outermost cycle whose steps are all in one container, and that other steps enter only at its first step. */
function findCycle(flow: SourceFlow): Cycle | null {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const { order, jumps } = breakCycles(flow)
  const isAfter = laterThan(order)
  for (const { target } of jumps) {
    const header = byId.get(target)
    if (!header) continue
    const back = jumps.filter((edge) => edge.target === target)
    const nodes = new Set([target])
    for (const { source } of back) {
      nodes.add(source)
      for (const { id } of flow.nodes) if (isAfter(id, target) && isAfter(source, id)) nodes.add(id)
    }
    const members = [...nodes].flatMap((id) => byId.get(id) ?? [])
    const isFlat = members.every(({ parent, type }) => parent === header.parent && type !== 'start')
    const isEntered = flow.edges.some(
      (edge) => !nodes.has(edge.source) && nodes.has(edge.target) && edge.target !== target,
    )
    if (isFlat && !isEntered) return { header, nodes, jumps: back }
  }
  return null
}
