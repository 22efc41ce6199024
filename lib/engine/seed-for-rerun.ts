import type { JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode } from '@/lib/graph/plan'
import type { RunEvent } from './events'
import type { RunSeed } from './run-seed'
import { seedForResume } from './seed-for-resume'

/**
 * A new run that keeps all results that do not depend on the node, which may stand inside containers. What a container
 * gave is kept whole when the node is not inside it or before it; of a container that runs again, the frames keep what
 * their nodes gave before the node, unless a frame needs the results of earlier frames. Without such a node nothing is kept.
 * Nor is a person's consent, where anything that rests on it runs again: it was given for what that run did.
 */
export function seedForRerun(events: Iterable<RunEvent>, plan: Plan, fromNodeId: string | null): RunSeed {
  const index = indexPlan(plan)
  const completions = new Map<string, JsonObject | null>()
  if (fromNodeId !== null && index.has(fromNodeId)) {
    const stale = withConsents(index, findStale(index, fromNodeId))
    for (const [key, outputs] of seedForResume(events).completions)
      if (isKept(key.split('/'), index, stale)) completions.set(key, outputs)
  }
  return {
    completions,
    failures: new Map(),
    steps: new Map(),
    answers: new Map(),
    told: new Set(),
    starts: new Map(),
    resume: null,
  }
}

interface Place {
  plan: Plan
  node: PlanNode
  /** The container around it. */
  parent: Place | null
}

function indexPlan(plan: Plan, parent: Place | null = null, index = new Map<string, Place>()): Map<string, Place> {
  for (const node of plan.nodes) {
    const place = { plan, node, parent }
    index.set(node.id, place)
    if (node.frame) indexPlan(node.frame, place, index)
  }
  return index
}

/** The node, what depends on it, the agents it is plugged into, and the same for every container around it. */
function findStale(index: ReadonlyMap<string, Place>, nodeId: string): Set<string> {
  const stale = new Set<string>()
  for (let place = index.get(nodeId) ?? null; place; place = place.parent) markDownstream(place, stale)
  return stale
}

/** Who gave consent is asked again, and what follows from that runs again, which other consents may have been for. */
function withConsents(index: ReadonlyMap<string, Place>, stale: Set<string>): Set<string> {
  const open = [...index.values()].filter(({ node }) => node.isConsent && !stale.has(node.id))
  for (const { node } of open) {
    const resting = findStale(index, node.id)
    if ([...resting].some((id) => stale.has(id))) return withConsents(index, new Set([...stale, ...resting]))
  }
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

/** @param path [container, key, container, key, …, node]; another app's or a tool's nodes go with what ran them. */
function isKept(path: readonly string[], index: ReadonlyMap<string, Place>, stale: ReadonlySet<string>): boolean {
  const leaf = path.at(-1) ?? ''
  if (!index.has(leaf) || stale.has(leaf)) return false
  for (let at = 0; at < path.length - 1; at += 2) {
    const around = index.get(path[at] ?? '')
    if (!around?.node.frame || around.node.isSequential) return false
  }
  return true
}
