import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan } from '@/lib/graph/plan'
import type { RunEvent } from './events'
import { pathKey } from './path-key'

/** What is known from earlier events, so that it is not done again. */
export interface RunSeed {
  /** By node id: outputs, or null for skipped. */
  completions: ReadonlyMap<string, JsonObject | null>
  /** Outputs of recorded sub-steps, by `stepKey`. */
  steps: ReadonlyMap<string, Json>
  /** The same run goes on: it began then, and no event is repeated. Null for a new run made from an older one. */
  resumedFromMs: number | null
}

export function stepKey(path: readonly string[], key: string): string {
  return `${pathKey(path)}#${key}`
}

/** Goes on where the stored events of a run end. */
export function seedForResume(events: Iterable<RunEvent>): RunSeed {
  const completions = new Map<string, JsonObject | null>()
  const steps = new Map<string, Json>()
  let startedAtMs = 0
  for (const event of events) {
    if (event.type === 'run-start') startedAtMs = event.atMs
    if (event.type === 'node-step' && !event.step.error)
      steps.set(stepKey(event.path, event.step.key), event.step.output)
    if ('path' in event && event.path.length === 1) addCompletion(completions, event)
  }
  return { completions, steps, resumedFromMs: startedAtMs }
}

/** A new run that keeps all results that do not depend on the node. */
export function seedForRerun(events: Iterable<RunEvent>, plan: Plan, fromNodeId: string): RunSeed {
  const { completions } = seedForResume(events)
  const stale = downstreamOf(plan, fromNodeId)
  return {
    completions: new Map([...completions].filter(([id]) => Object.hasOwn(plan.indexById, id) && !stale.has(id))),
    steps: new Map(),
    resumedFromMs: null,
  }
}

function addCompletion(completions: Map<string, JsonObject | null>, event: RunEvent): void {
  if (event.type === 'node-end') completions.set(event.nodeId, event.outputs)
  if (event.type === 'node-skip') completions.set(event.nodeId, null)
  if (event.type === 'node-error' && event.handled) completions.set(event.nodeId, event.outputs ?? {})
}

/** The node, what depends on it, and the agents it is plugged into. */
function downstreamOf(plan: Plan, nodeId: string): Set<string> {
  const found = new Set<string>()
  const start = Object.hasOwn(plan.indexById, nodeId) ? plan.indexById[nodeId] : undefined
  const consumers = consumersOf(plan)
  const open = start === undefined ? [] : [start]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = plan.nodes[index]
    if (!node || found.has(node.id)) continue
    found.add(node.id)
    open.push(...node.dependents, ...(consumers.get(index) ?? []))
  }
  return found
}

function consumersOf(plan: Plan): Map<number, number[]> {
  const consumers = new Map<number, number[]>()
  for (const node of plan.nodes) {
    for (const { node: bound } of Object.values(node.bindings).flat()) {
      consumers.set(bound, [...(consumers.get(bound) ?? []), node.index])
    }
  }
  return consumers
}
