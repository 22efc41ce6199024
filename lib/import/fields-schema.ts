import type { Json, JsonObject } from '@/lib/core/json'
import { textOf } from './fields'

const TYPES: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  str: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  int: { type: 'integer' },
  float: { type: 'number' },
  boolean: { type: 'boolean' },
  bool: { type: 'boolean' },
  date: { type: 'string' },
  stringArray: { type: 'array', items: { type: 'string' } },
  object: { type: 'object' },
  dict: { type: 'object' },
  list: { type: 'array', items: {} },
  array: { type: 'array', items: {} },
}

/** A JSON schema for a list of fields, as forms of other builders describe them. */
export function fieldsSchema(fields: readonly JsonObject[]): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [textOf(field.name), schemaOf(field)])),
    required: fields.filter(({ required }) => required !== false).map(({ name }) => textOf(name)),
    additionalProperties: false,
  }
}

function schemaOf({ type, description, enumValues, jsonSchema, multiple }: JsonObject): Json {
  const text = textOf(description) === '' ? {} : { description: textOf(description) }
  if (type === 'enum') {
    const values = textOf(enumValues)
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean)
    return { type: 'string', ...(values.length === 0 ? {} : { enum: values }), ...text }
  }
  if (type === 'jsonArray') return { type: 'array', items: parsed(textOf(jsonSchema)), ...text }
  const single = TYPES[textOf(type)] ?? { type: 'string' }
  return multiple === true ? { type: 'array', items: single, ...text } : { ...single, ...text }
}

/** The items of a list, which are described as a JSON text. */
function parsed(text: string): JsonObject {
  try {
    const fields: unknown = JSON.parse(text)
    if (typeof fields !== 'object' || fields === null) return {}
    return fieldsSchema(Object.entries(fields).map(([name, field]) => ({ ...(field as JsonObject), name })))
  } catch {
    return {}
  }
}
