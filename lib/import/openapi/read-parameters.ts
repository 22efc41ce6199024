import type { Json, JsonObject } from '@/lib/core/json'
import type { ListStyle } from '@/lib/plugins/action-request'
import type { ValueSchema } from '@/lib/plugins/imported/value-schema'
import { type NoteList, SkippedOperation } from './api-notes'
import { listOf, objectOf, plainText, textOf } from './json-parts'
import type { FieldPart } from './name-fields'
import type { RefResolver } from './resolve-refs'
import type { SchemaReader } from './schema-reader'

export type ReadParameter = FieldPart & { style?: ListStyle }

interface ParameterParts {
  resolver: RefResolver
  reader: SchemaReader
  notes: NoteList
  /** Whether the connection of the operation sends this parameter. */
  isCredential(parameter: { in: string; name: string }): boolean
}

const LOCATIONS = ['path', 'query', 'header', 'cookie'] as const
/** Set by the request itself (OpenAPI 3.1, section 4.8.12.1). */
const OWN_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization', 'cookie', 'host'])

/** The parameters of a path and its operation; those of the operation win. */
export function readParameters(lists: readonly (Json | undefined)[], parts: ParameterParts): ReadParameter[] {
  const found = new Map<string, JsonObject>()
  for (const item of lists.flatMap(listOf)) {
    const { value } = parts.resolver.resolve(item)
    found.set(`${textOf(value.in)} ${textOf(value.name)}`, value)
  }
  return [...found.values()].flatMap((parameter) => readParameter(parameter, parts) ?? [])
}

function readParameter(parameter: JsonObject, parts: ParameterParts): ReadParameter | null {
  const { notes, reader } = parts
  const name = textOf(parameter.name)
  const location = LOCATIONS.find((known) => known === parameter.in)
  if (location === undefined || name === '' || name.length > 200) throw new SkippedOperation('invalid', name)
  if (location === 'header' && OWN_HEADERS.has(name.toLowerCase())) return null
  if (location === 'header' && !/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name))
    throw new SkippedOperation('invalid', name)
  if (parts.isCredential({ in: location, name })) {
    notes.add('credentialParameter', name)
    return null
  }
  const [content] = Object.values(objectOf(parameter.content))
  const schema = reader.read(parameter.schema ?? objectOf(content).schema)
  const style = textOf(parameter.style)
  if (location === 'path' && (style === 'matrix' || style === 'label')) throw new SkippedOperation('pathStyle', name)
  const written = location === 'query' ? queryStyle(parameter, schema) : undefined
  if (written === 'unknown') notes.add('parameterStyle', name)
  return {
    location,
    name,
    required: location === 'path' || parameter.required === true,
    help: helpOf(parameter),
    schema: location === 'query' ? schema : asText(schema),
    ...(written === undefined || written === 'unknown' ? {} : { style: written }),
  }
}

/** How the query writes a list; undefined if it repeats the parameter, or for a single value. */
function queryStyle({ style, explode }: JsonObject, { type }: ValueSchema): ListStyle | 'unknown' | undefined {
  if (type === 'object') return style === 'deepObject' ? 'brackets' : 'unknown'
  if (type !== 'array') return undefined
  if (style === 'spaceDelimited') return 'space'
  if (style === 'pipeDelimited') return 'pipe'
  return explode === false ? 'comma' : undefined
}

/** Outside of the query a list is one text with commas. */
function asText(schema: ValueSchema): ValueSchema {
  return schema.type === 'array' || schema.type === 'object' ? { type: 'string' } : schema
}

function helpOf({ description, schema }: JsonObject): string {
  const own = objectOf(schema)
  const text = plainText(textOf(description) || textOf(own.description), 300)
  const fallback = own.default
  const isShort = typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean'
  return isShort && fallback !== '' ? `${text} Default: ${String(fallback).slice(0, 60)}.`.trim() : text
}
