import type { Json, JsonObject } from '@/lib/core/json'
import { nameOfKind } from './compatible'
import type { Port, PortKind } from './ports'

/** Why a value is none that this output gives, in a sentence; null when it is one. */
export function explainValue(value: Json, port: Pick<Port, 'label' | 'kind' | 'list' | 'schema'>): string | null {
  if (port.list) {
    if (!Array.isArray(value)) return `“${port.label}” gives a list. Put the value in [ ].`
    const at = value.findIndex((item) => !isOfKind(item, port))
    return at === -1 ? null : `Item ${at + 1} of “${port.label}” must be ${nameOfKind(port.kind)}.`
  }
  return isOfKind(value, port) ? null : `“${port.label}” gives ${nameOfKind(port.kind)}.`
}

function isOfKind(value: Json, { kind, schema }: Pick<Port, 'kind' | 'schema'>): boolean {
  if (kind === 'json') return fitsSchemaType(value, schema)
  return CHECKS[kind]?.(value) ?? true
}

const CHECKS: Readonly<Partial<Record<PortKind, (value: Json) => boolean>>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  messages: (value) => Array.isArray(value) && value.every((item) => hasText(item, 'role') && hasText(item, 'content')),
  documents: (value) => Array.isArray(value) && value.every((item) => hasText(item, 'text')),
  file: isNamed,
  image: isNamed,
  audio: isNamed,
}

/** Of a schema, the outermost type: enough to tell a list from an object, which is what people mix up. */
function fitsSchemaType(value: Json, schema: Json | undefined): boolean {
  const type = isObject(schema) ? schema.type : undefined
  if (type === 'object') return isObject(value)
  return type === 'array' ? Array.isArray(value) : true
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function hasText(value: Json, name: string): boolean {
  return isObject(value) && typeof value[name] === 'string'
}

function isNamed(value: Json): boolean {
  return hasText(value, 'fileId')
}
