import type { PublicInputField } from '@/lib/contracts/public'
import type { Json, JsonObject } from '@/lib/core/json'

/** Raw form values by input. `readInputs` converts them, and the server validates them. */
export type Typed = Readonly<Record<string, string>>

export function typedOf(inputs: JsonObject): Typed {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

export function readInputs(fields: readonly PublicInputField[], typed: Typed): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const text = typed[field.name] ?? ''
      return text.trim() === '' ? [] : [[field.name, readValue(field, text)]]
    }),
  )
}

function readValue({ type }: PublicInputField, text: string): Json {
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  if (type === 'boolean') return text === 'true'
  if (type !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
