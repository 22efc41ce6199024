import type { Json, JsonObject } from '@/lib/core/json'
import type { DataKind } from '@/lib/graph/ports'
import { WHOLE } from '@/lib/plugins/imported/action-of-data'
import type { OutputData, RequestData } from '@/lib/plugins/imported/api-data'
import type { ValueSchema } from '@/lib/plugins/imported/value-schema'
import { objectOf } from './json-parts'
import { fieldId, labelOf } from './name-fields'
import type { RefResolver } from './resolve-refs'
import type { SchemaReader } from './schema-reader'

export interface ReadResponse {
  response: RequestData['response']
  outputs: OutputData[]
}

/** Properties of the response that become outputs of their own. */
const MAX_OUTPUTS = 40

/** The first successful response, as outputs. */
export function readResponse(
  responses: Json | undefined,
  { resolver, reader }: { resolver: RefResolver; reader: SchemaReader },
): ReadResponse {
  const all = objectOf(responses)
  const status = Object.keys(all)
    .filter((name) => /^2(?:\d\d|XX)$/i.test(name))
    .toSorted()[0]
  const found = status === undefined ? all.default : all[status]
  const content = found === undefined ? {} : objectOf(resolver.resolve(found).value.content)
  const types = Object.keys(content)
  const json = types.find((type) => /json|^\*\/\*/i.test(type))
  if (json !== undefined) return { response: 'json', outputs: outputsOf(objectOf(content[json]), reader) }
  const [type] = types
  if (type === undefined && (status === '204' || status === '205')) return { response: 'none', outputs: [] }
  if (type === undefined || /^text\/|xml/i.test(type))
    return { response: 'text', outputs: [{ id: 'text', label: 'Text', kind: 'text' }] }
  return { response: 'file', outputs: [{ id: 'file', label: 'File', kind: 'file' }] }
}

function outputsOf(media: JsonObject, reader: SchemaReader): OutputData[] {
  const { properties } = reader.flatten(media.schema)
  const used = new Set([WHOLE])
  const parts = Object.entries(objectOf(properties))
    .slice(0, MAX_OUTPUTS)
    .flatMap(([name, schema]): OutputData[] => {
      const id = fieldId(name)
      if (used.has(id) || name.length > 150) return []
      used.add(id)
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      return [{ id, label: labelOf(name), kind: kindOf(reader.read(schema, 1)), pointer }]
    })
  return [...parts, { id: WHOLE, label: 'Response', kind: 'json', pointer: '' }]
}

function kindOf({ type }: ValueSchema): DataKind {
  switch (type) {
    case 'string':
    case 'file':
      return 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
    case 'object':
      return 'json'
    case 'json':
      return 'any'
  }
}
