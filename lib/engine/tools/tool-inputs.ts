import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { coerceValue } from '@/lib/graph/connections/coerce'
import type { PlanNode, PlanSource } from '@/lib/graph/plan'
import type { Port } from '@/lib/graph/ports'
import { problem } from '@/lib/messages/problems/problem'
import { resolveInputs } from '../run/resolve-inputs'
import { freeInputs } from './tool-spec'

/**
 * Validates a model's arguments against the node's inputs. @throws TOOL_FAILED with a message that
 * the model can act on.
 */
export function toolInputs(
  node: PlanNode,
  args: JsonObject,
  valueAt: (source: PlanSource) => Json | undefined,
): JsonObject {
  const ports = freeInputs(node).map((input) => input.port)
  const unknown = Object.keys(args).find((name) => !ports.some((port) => port.id === name))
  if (unknown !== undefined)
    throw new AppError('TOOL_FAILED', problem('tools.parameterUnknown', { name: unknown.slice(0, 64) }))
  const entries = ports.flatMap((port): [string, Json][] => {
    const value = Object.hasOwn(args, port.id) ? args[port.id] : undefined
    if (value !== undefined && value !== null) return [[port.id, coerceArgument(value, port)]]
    if (port.required) throw new AppError('TOOL_FAILED', problem('tools.parameterMissing', { name: port.id }))
    return []
  })
  const fixed = node.isStep ? {} : resolveInputs(node, valueAt)
  return { ...fixed, ...Object.fromEntries(entries) }
}

function coerceArgument(value: Json, port: Port): Json {
  try {
    return port.many && Array.isArray(value) ? value.map((item) => coerceValue(item, port)) : coerceValue(value, port)
  } catch (cause) {
    if (!AppError.isInstance(cause)) throw cause
    throw new AppError('TOOL_FAILED', cause, { cause })
  }
}
