import type { Json, JsonObject } from '@/lib/core/json'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { Port, PortKind } from '../ports'
import { findSchemaProblems, type MatchesPattern } from '../schema/schema-problems'
import { nameOfKind } from './compatible'

type OutputPort = Pick<Port, 'label' | 'kind' | 'list' | 'schema'>

/**
 * Why this output could not return the value, in a sentence; null if it could. JSON is validated
 * against the output's schema.
 */
export function explainValue(value: Json, port: OutputPort, matches?: MatchesPattern): TextRef | null {
  if (!port.list) return explainOne(value, port, matches)
  if (!Array.isArray(value)) return textRef('connect.givesList', { port: port.label })
  const index = value.findIndex((item) => !isOfKind(item, port))
  if (index !== -1)
    return textRef('connect.itemKind', { item: index + 1, port: port.label, kind: nameOfKind(port.kind) })
  return explainSchema(value, { port, schema: { items: port.schema ?? true }, matches })
}

function explainOne(value: Json, port: OutputPort, matches: MatchesPattern | undefined): TextRef | null {
  if (!isOfKind(value, port)) return textRef('connect.givesKind', { port: port.label, kind: nameOfKind(port.kind) })
  return explainSchema(value, { port, schema: port.schema, matches })
}

interface Expectation {
  port: OutputPort
  schema: Json | undefined
  matches: MatchesPattern | undefined
}

/** The first mismatch with its path; a schema with an invalid pattern is ignored. */
function explainSchema(value: Json, { port, schema, matches }: Expectation): TextRef | null {
  if (port.kind !== 'json' || !isObject(schema)) return null
  const [problem] = findSchemaProblems(value, schema, matches)
  return problem === undefined ? null : textRef('connect.schemaMismatch', { port: port.label, problem })
}

function isOfKind(value: Json, { kind }: Pick<Port, 'kind'>): boolean {
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

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function hasText(value: Json, name: string): boolean {
  return isObject(value) && typeof value[name] === 'string'
}

function isNamed(value: Json): boolean {
  return hasText(value, 'fileId')
}
