import 'server-only'
import type { PublicInputField } from '@/lib/contracts/public'
import type { Json, JsonObject } from '@/lib/core/json'

/** Converts the values of forms that send everything as text. Invalid numbers and booleans stay unchanged. */
export function typedValues(fields: readonly PublicInputField[], form: JsonObject): JsonObject {
  const types = new Map(fields.map(({ name, type }) => [name, type]))
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, toTyped(types.get(name), value)]))
}

function toTyped(type: PublicInputField['type'] | undefined, value: Json): Json {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : value
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : value
  return value
}
