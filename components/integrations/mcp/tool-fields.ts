import type { TypedInputProps } from '@/components/ui/typed-input'
import type { Json, JsonObject } from '@/lib/core/json'

/** A field of the form that calls a tool, from its input schema. */
export interface ToolField {
  name: string
  description: string
  type: TypedInputProps['type']
  /** The texts to choose from; empty if the field is not a choice. */
  options: readonly string[]
  isRequired: boolean
}

export function toolFields({ properties, required }: JsonObject): ToolField[] {
  if (!isObject(properties)) return []
  const needed = new Set(Array.isArray(required) ? required : [])
  return Object.entries(properties).map(([name, schema]) => {
    const objectSchema = isObject(schema) ? schema : {}
    const schemaType = typeof objectSchema.type === 'string' ? objectSchema.type : 'json'
    const options = Array.isArray(objectSchema.enum)
      ? objectSchema.enum.filter((value) => typeof value === 'string')
      : []
    return {
      name,
      options,
      isRequired: needed.has(name),
      description: typeof objectSchema.description === 'string' ? objectSchema.description : '',
      type: options.length > 0 ? 'choice' : (TYPES[schemaType] ?? 'json'),
    }
  })
}

const TYPES: Readonly<Record<string, TypedInputProps['type']>> = {
  string: 'line',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
}

/** The arguments of a call. Empty fields are absent; an invalid value stays a string, which the server rejects. */
export function toolArguments(fields: readonly ToolField[], texts: Readonly<Record<string, string>>): JsonObject {
  const entries = fields.flatMap((field): [string, Json][] => {
    const text = texts[field.name] ?? ''
    return text === '' ? [] : [[field.name, argumentOf(field, text)]]
  })
  return Object.fromEntries(entries)
}

function argumentOf({ type }: ToolField, text: string): Json {
  if (type === 'line' || type === 'text' || type === 'choice') return text
  if (type === 'boolean') return text === 'true'
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
