import type { JsonObject } from '@/lib/core/json'
import type { Plan } from '@/lib/graph/plan'
import type { Machine } from './machine'

/**
 * What a run gives back: the outputs of its answer. Several answers are merged in graph order, their texts joined by an
 * empty line. Without an answer node, the outputs of the last steps by node id.
 */
export function runOutputs(plan: Plan, machine: Machine): JsonObject {
  if (plan.answers.length > 0) {
    return plan.answers.reduce<JsonObject>((merged, step) => mergeAnswer(merged, machine.outputsOf(step) ?? {}), {})
  }
  const last = plan.nodes.filter((node) => node.isStep && node.dependents.length === 0)
  return Object.fromEntries(last.map((node) => [node.id, machine.outputsOf(node.index) ?? {}]))
}

function mergeAnswer(merged: JsonObject, next: JsonObject): JsonObject {
  const entries = Object.entries(next).map(([port, value]) => {
    const before = Object.hasOwn(merged, port) ? merged[port] : undefined
    if (typeof before === 'string' && typeof value === 'string') return [port, `${before}\n\n${value}`]
    return [port, Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value]
  })
  return { ...merged, ...Object.fromEntries(entries) }
}
