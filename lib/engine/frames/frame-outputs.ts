import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan } from '@/lib/graph/plan'
import { resolvePorts } from '../run/resolve-inputs'
import type { Frame } from './frame'

/**
 * Outputs of a frame. A container returns the values of its inner inputs. A run or a sub-app returns the
 * outputs of its answer nodes, merged in graph order, with texts joined by an empty line. Without an answer
 * node it returns the outputs of its last steps, by node id.
 * @throws INVALID_INPUT when a value does not fit an inner input
 */
export function frameOutputs({ plan, machine, valueAt, jump }: Frame): JsonObject {
  if (jump) return jumpOutputs(plan, jump.value)
  if (plan.container !== null) return resolvePorts(plan.results, valueAt)
  if (plan.answers.length > 0) {
    return plan.answers.reduce<JsonObject>((merged, step) => mergeAnswer(merged, machine.outputsOf(step) ?? {}), {})
  }
  const last = plan.nodes.filter((node) => node.isStep && node.dependents.length === 0)
  return Object.fromEntries(last.map((node) => [node.id, machine.outputsOf(node.index) ?? {}]))
}

/** The value of a step that ended its frame is its result. */
function jumpOutputs({ results }: Plan, value: Json): JsonObject {
  const [first] = results
  return first ? { [first.port.id]: value } : {}
}

function mergeAnswer(merged: JsonObject, next: JsonObject): JsonObject {
  const entries = Object.entries(next).map(([port, value]) => {
    const mergedValue = Object.hasOwn(merged, port) ? merged[port] : undefined
    if (typeof mergedValue === 'string' && typeof value === 'string') return [port, `${mergedValue}\n\n${value}`]
    return [port, Array.isArray(mergedValue) && Array.isArray(value) ? [...mergedValue, ...value] : value]
  })
  return { ...merged, ...Object.fromEntries(entries) }
}
