import { type Json, type JsonObject, JsonSchema } from '@/lib/core/json'
import type { NodePolicy } from '@/lib/graph/graph'
import { listOf, numberOf, objectOf, textOf } from '../fields'

type Policy = Partial<Omit<NodePolicy, 'onError'>> & Pick<NodePolicy, 'onError'>

/**
 * What a step of Dify does after an error: it is retried, or continues with default values. Error branches are edges.
 * @param values references to the values of the step, by the keys of the file
 */
export function errorPolicy(data: JsonObject, node: string, values: Readonly<Record<string, string>>): Policy | null {
  const { retry_enabled, max_retries, retry_interval } = objectOf(data.retry_config)
  const count = retry_enabled === true ? Math.min(10, Math.max(0, Math.round(numberOf(max_retries) ?? 3))) : 0
  const backoffSeconds = Math.min(300, Math.max(0, (numberOf(retry_interval) ?? 1_000) / 1_000))
  const retryOn = ['rate-limit', 'server-error', 'timeout', 'network'] as const
  const retry = count > 0 ? { retry: { count, backoffSeconds, on: [...retryOn] } } : {}
  const hasDefault = data.error_strategy === 'default-value'
  if (!hasDefault && count === 0) return null
  if (!hasDefault) return { ...retry, onError: 'fail' }
  return { ...retry, onError: 'default', defaultOutputs: defaultsOf(data, node, values) }
}

function defaultsOf(data: JsonObject, node: string, values: Readonly<Record<string, string>>): JsonObject {
  const outputs = new Map<string, Json>()
  for (const { key, type, value } of listOf(data.default_value).map(objectOf)) {
    const reference = Object.hasOwn(values, textOf(key)) ? values[textOf(key)] : undefined
    const [id, port = '', field, ...deeper] = reference?.split('.') ?? []
    if (id !== node || deeper.length > 0) continue
    const input = typedValue(textOf(type), value ?? null)
    outputs.set(port, field === undefined ? input : { ...objectOf(outputs.get(port)), [field]: input })
  }
  return Object.fromEntries(outputs)
}

/** Objects and lists may be stored as their text. */
function typedValue(type: string, value: Json): Json {
  if (type === 'number') return Number(value) || 0
  if (typeof value !== 'string' || !/^(?:object|array)/.test(type)) return value
  try {
    return JsonSchema.parse(JSON.parse(value))
  } catch {
    return value
  }
}
