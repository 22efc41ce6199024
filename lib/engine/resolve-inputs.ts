import type { Json, JsonObject } from '@/lib/core/json'
import { coerceValue } from '@/lib/graph/coerce'
import type { PlanInput, PlanNode, PlanSource } from '@/lib/graph/plan'

/** Values by input port, turned into the kinds the ports take. A port without a live source is absent. */
export function resolveInputs(node: PlanNode, valueAt: (source: PlanSource) => Json | undefined): JsonObject {
  return Object.fromEntries(
    node.inputs.flatMap((input): [string, Json][] => {
      const value = resolveInput(input, valueAt)
      return value === undefined ? [] : [[input.port.id, value]]
    }),
  )
}

function resolveInput(
  { port, sources }: PlanInput,
  valueAt: (source: PlanSource) => Json | undefined,
): Json | undefined {
  const values = sources.map(valueAt).filter((value) => value !== undefined)
  if (port.many) return values.length === 0 ? undefined : values.map((value) => coerceValue(value, port))
  const [first] = values
  return first === undefined ? undefined : coerceValue(first, port)
}
