import type { Json, JsonObject } from '@/lib/core/json'
import { coerceValue } from '@/lib/graph/connections/coerce'
import type { PlanInput, PlanNode, PlanSource } from '@/lib/graph/plan'

type ValueAt = (source: PlanSource) => Json | undefined

/** Values by input port, coerced to the port's kind. A port without a live source is absent. */
export function resolveInputs(node: PlanNode, valueAt: ValueAt): JsonObject {
  return resolvePorts(node.inputs, valueAt)
}

export function resolvePorts(inputs: readonly PlanInput[], valueAt: ValueAt): JsonObject {
  const values: JsonObject = {}
  for (const input of inputs) {
    const value = resolveInput(input, valueAt)
    // GraphId rejects reserved names, so no port is called `__proto__`.
    if (value !== undefined) values[input.port.id] = value
  }
  return values
}

function resolveInput({ port, sources }: PlanInput, valueAt: ValueAt): Json | undefined {
  if (port.many) {
    const values = sources.map(valueAt).filter((value) => value !== undefined)
    return values.length === 0 ? undefined : values.map((value) => coerceValue(value, port))
  }
  for (const source of sources) {
    const value = valueAt(source)
    if (value !== undefined) return coerceValue(value, port)
  }
  return undefined
}
