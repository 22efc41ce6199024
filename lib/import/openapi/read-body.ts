import type { Json, JsonObject } from '@/lib/core/json'
import type { ListStyle } from '@/lib/plugins/action-request'
import type { RequestData } from '@/lib/plugins/imported/api-data'
import type { NoteList } from './api-notes'
import { isObject, objectOf, plainText, textOf, textsOf } from './json-parts'
import type { FieldPart, NamedPart } from './name-fields'
import type { RefResolver } from './resolve-refs'
import { isReadOnly, type SchemaReader } from './schema-reader'

export interface ReadBody {
  parts: FieldPart[]
  styles: Record<string, ListStyle>
  /** The body, once its parts have ids. */
  build(named: readonly NamedPart[]): NonNullable<RequestData['body']>
}

interface BodyParts {
  resolver: RefResolver
  reader: SchemaReader
  notes: NoteList
}

const FORM = 'application/x-www-form-urlencoded'

/** The body of an operation as fields; null if it has none. */
export function readBody(value: Json | undefined, { resolver, reader, notes }: BodyParts): ReadBody | null {
  if (value === undefined) return null
  const body = resolver.resolve(value).value
  const types = Object.keys(objectOf(body.content))
  const type = types.find(isJson) ?? types.find((name) => baseOf(name) === FORM) ?? types[0]
  if (type === undefined) return null
  if (types.length > 1) notes.add('bodyTypes', type)
  const media = objectOf(objectOf(body.content)[type])
  const schema = reader.flatten(media.schema)
  const isRequired = body.required === true
  const base = baseOf(type)
  if (isJson(type) || base === FORM || base === 'multipart/form-data') {
    const fields = propertiesOf(schema, isRequired, reader)
    if (fields.length > 0) return fieldsBody(base, fields, objectOf(media.encoding))
    if (isJson(type)) return wholeBody(reader.read(media.schema), isRequired, ([id]) => ({ json: `{{${id}}}` }))
    return null
  }
  const isText = /^text\/|[/+]xml$|^application\/(?:graphql|sql|yaml|x-yaml)$/.test(base)
  return isText
    ? wholeBody({ type: 'string' }, isRequired, ([id]) => ({ raw: `{{${id}}}`, contentType: contentType(type) }))
    : wholeBody({ type: 'file' }, isRequired, ([id]) => ({ file: `{{${id}}}`, contentType: contentType(type) }))
}

const baseOf = (type: string) => type.split(';')[0]?.trim().toLowerCase() ?? ''
const isJson = (type: string) => /^(?:application|text)\/(?:[\w.-]+\+)?json$|^\*\/\*$/.test(baseOf(type))
const contentType = (type: string) => (/^[\w.+-]+\/[\w.+-]+/.test(type) ? baseOf(type) : 'application/octet-stream')

function propertiesOf(schema: JsonObject, isRequired: boolean, reader: SchemaReader): FieldPart[] {
  const required = textsOf(schema.required)
  return Object.entries(objectOf(schema.properties)).flatMap(([name, value]): FieldPart[] => {
    if (name === '' || name.length > 200 || isReadOnly(value)) return []
    const help = isObject(value) ? plainText(textOf(value.description), 300) : ''
    const own = { location: 'body' as const, name, required: isRequired && required.includes(name), help }
    return [{ ...own, schema: reader.read(value, 1) }]
  })
}

function fieldsBody(base: string, parts: FieldPart[], encoding: JsonObject): ReadBody {
  const styles = Object.fromEntries(
    Object.entries(encoding).flatMap(([name, how]): [string, ListStyle][] => {
      const { style, explode } = objectOf(how)
      if (style === 'deepObject') return [[name, 'brackets']]
      return explode === false && (style === 'form' || style === undefined) ? [[name, 'comma']] : []
    }),
  )
  const templates = (named: readonly NamedPart[]) =>
    Object.fromEntries(named.map(({ name, id }) => [name, `{{${id}}}`]))
  if (base === FORM) return { parts, styles, build: (named) => ({ form: templates(named) }) }
  if (base === 'multipart/form-data') return { parts, styles: {}, build: (named) => ({ multipart: templates(named) }) }
  return { parts, styles: {}, build: (named) => ({ json: templates(named) }) }
}

function wholeBody(
  schema: FieldPart['schema'],
  required: boolean,
  build: (ids: readonly [string]) => NonNullable<RequestData['body']>,
): ReadBody {
  const part: FieldPart = { location: 'body', name: 'body', required, help: '', schema }
  return { parts: [part], styles: {}, build: ([named]) => build([named?.id ?? 'body']) }
}
