import type { Plan, PlanNode } from '../plan'

/** A node of a plan, at the top or inside containers. */
export interface Place {
  plan: Plan
  node: PlanNode
  /** The container around it. */
  parent: Place | null
}

export type Places = ReadonlyMap<string, Place>

/** Every node of a plan by its id, those inside containers included. */
export function indexPlaces(plan: Plan): Places {
  const index = new Map<string, Place>()
  const add = (inner: Plan, parent: Place | null) => {
    for (const node of inner.nodes) {
      const place = { plan: inner, node, parent }
      index.set(node.id, place)
      if (node.frame) add(node.frame, place)
    }
  }
  add(plan, null)
  return index
}

/** The nodes, what depends on them, the agents they are plugged into, and the same for every container around them. */
export function findStale(places: Places, nodeIds: Iterable<string>): Set<string> {
  const stale = new Set<string>()
  for (const nodeId of nodeIds)
    for (let place = places.get(nodeId) ?? null; place; place = place.parent) markDownstream(place, stale)
  return stale
}

function markDownstream({ plan, node: start }: Place, stale: Set<string>): void {
  const consumers = consumersOf(plan)
  const open = [start.index]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const node = plan.nodes[step]
    if (!node || stale.has(node.id)) continue
    stale.add(node.id)
    open.push(...node.dependents, ...(consumers.get(step) ?? []))
  }
}

/** Who uses a node that is plugged in, by the step in the same plan that it or its inside belongs to. */
function consumersOf(plan: Plan): Map<number, number[]> {
  const consumers = new Map<number, number[]>()
  const collect = (node: PlanNode, owner: number, depth: number) => {
    for (const { node: bound, up = 0 } of Object.values(node.bindings).flat())
      if (up === depth) consumers.set(bound, [...(consumers.get(bound) ?? []), owner])
    for (const inner of node.frame?.nodes ?? []) collect(inner, owner, depth + 1)
  }
  for (const node of plan.nodes) collect(node, node.index, 0)
  return consumers
}
