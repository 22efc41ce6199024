import type { Plan, PlanNode } from '../plan'

/** A node of a plan, at the top or inside containers. */
export interface Place {
  plan: Plan
  node: PlanNode
  /** The enclosing container. */
  parent: Place | null
}

export type Places = ReadonlyMap<string, Place>

/** All nodes of a plan by id, including those inside containers. */
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

/** The nodes, their dependents, the agents that use them as tools, and the same for every enclosing container. */
export function findStale(places: Places, nodeIds: Iterable<string>): Set<string> {
  const stale = new Set<string>()
  for (const nodeId of nodeIds)
    for (let place = places.get(nodeId) ?? null; place; place = place.parent) markDownstream(place, stale)
  return stale
}

function markDownstream({ plan, node: start }: Place, stale: Set<string>): void {
  const consumers = consumersOf(plan)
  const pending = [start.index]
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const node = plan.nodes[step]
    if (!node || stale.has(node.id)) continue
    stale.add(node.id)
    pending.push(...node.dependents, ...(consumers.get(step) ?? []))
  }
}

/** Consumers of connected nodes, by the step of the same plan that contains them. */
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
