import type { Json, JsonObject } from '@/lib/core/json'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'

const TYPES: Readonly<Partial<Record<Port['kind'], string>>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  messages: 'array',
  documents: 'array',
}

/** JSON Schema of values that replace a node's outputs. */
export function outputsSchema(outputs: readonly Port[]): JsonObject {
  const values = outputs.filter(({ kind }) => !isCapabilityKind(kind))
  const properties = values.map((port): [string, Json] => [port.id, schemaOf(port)])
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
}

function schemaOf({ kind, list, schema, description }: Port): Json {
  const type = TYPES[kind]
  const one: Json = schema ?? (type === undefined ? {} : { type })
  const about = description === undefined ? {} : { description }
  if (list) return { type: 'array', items: one, ...about }
  return typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one, ...about } : one
}
