import type { Json, JsonObject } from '@/lib/core/json'
import { ApiActionData, MAX_FIELDS } from '@/lib/plugins/imported/api-data'
import { type ApiNote, NoteList, SkippedOperation } from './api-notes'
import { isCredentialName } from './credential-parameters'
import { isObject, listOf, plainText, textOf, textsOf } from './json-parts'
import { labelOf, type NamedPart, nameFields } from './name-fields'
import { readBody } from './read-body'
import { type ReadParameter, readParameters } from './read-parameters'
import { readResponse } from './read-response'
import type { RefResolver } from './resolve-refs'
import { SchemaReader } from './schema-reader'
import type { SecurityKinds } from './security-kinds'

export interface FoundOperation {
  /** Method and path. */
  key: string
  method: string
  path: string
  item: JsonObject
  operation: JsonObject
}

export interface ReadOperation {
  /** Null if the operation is skipped; the notes say why. */
  data: ApiActionData | null
  notes: ApiNote[]
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export interface OperationParts {
  resolver: RefResolver
  security: SecurityKinds
  /** The selected address, and those that the document offers for all operations. */
  serverUrls: readonly string[]
  id: string
  /** Whether the owner marked the operation as reading, although its method is not GET. */
  isRead: boolean
}

/** One operation as the data of an action. */
export function readOperation(found: FoundOperation, parts: OperationParts): ReadOperation {
  const notes = new NoteList()
  if (found.operation.deprecated === true) notes.add('deprecated')
  try {
    const data = convert(found, parts, notes)
    const parsed = ApiActionData.safeParse(data)
    if (parsed.success) return { data: parsed.data, notes: notes.list() }
    throw new SkippedOperation('invalid', parsed.error.issues[0]?.path.join('.') ?? '')
  } catch (error) {
    if (!(error instanceof SkippedOperation)) throw error
    return { data: null, notes: [error.note, ...notes.list()] }
  }
}

function convert(found: FoundOperation, parts: OperationParts, notes: NoteList): ApiActionData {
  const { operation, item, key, path } = found
  const method = METHODS.find((known) => known === found.method)
  if (method === undefined) throw new SkippedOperation('method', found.method)
  for (const server of [...listOf(operation.servers), ...listOf(item.servers)])
    if (!isSameServer(server, parts.serverUrls)) throw new SkippedOperation('server', serverOf(server))
  const { resolver, security } = parts
  const reader = new SchemaReader(resolver, notes)
  const shared = { resolver, reader, notes }
  const access = security.read(operation.security, notes)
  const { kinds, isCredential } = withKeys(access.kinds, security)
  const parameters = readParameters([item.parameters, operation.parameters], { ...shared, isCredential })
  if (kinds.length === 0) throw new SkippedOperation('authentication')
  const body = method === 'GET' || method === 'HEAD' ? null : readBody(operation.requestBody, shared)
  const named = nameFields([...parameters, ...pathParts(path, parameters), ...(body?.parts ?? [])])
  if (named.length > MAX_FIELDS) throw new SkippedOperation('tooManyFields', String(named.length))
  const { response, outputs } = method === 'HEAD' ? NOTHING : readResponse(operation.responses, shared)
  const styles = { ...stylesOf(parameters), ...body?.styles }
  return {
    id: parts.id,
    operation: key,
    label: labelFor(found),
    description: descriptionFor(found),
    tags: textsOf(operation.tags)
      .slice(0, 20)
      .map((tag) => tag.slice(0, 120)),
    effect: method === 'GET' || method === 'HEAD' || parts.isRead ? 'read' : 'write',
    connections: kinds.slice(0, 20),
    scopes: access.scopes.slice(0, 200),
    outputs,
    // Required fields come first.
    fields: named.toSorted((a, b) => Number(b.required) - Number(a.required)).map(fieldOf),
    request: {
      method,
      path: fillPath(path, named),
      response,
      ...templates('query', named),
      ...templates('header', named),
      ...templates('cookie', named),
      ...(Object.keys(styles).length > 0 ? { styles } : {}),
      ...(body ? { body: body.build(named.filter(({ location }) => location === 'body')) } : {}),
    },
  }
}

const NOTHING = { response: 'none' as const, outputs: [] }

/** Keys that are listed as parameters belong to the connection. */
function withKeys(kinds: string[], security: SecurityKinds) {
  const all = [...kinds]
  const isOpen = kinds.length === 1 && kinds[0] === 'none'
  const isCredential = (parameter: { in: string; name: string }) => {
    if ((parameter.in !== 'query' && parameter.in !== 'header') || !isCredentialName(parameter.name)) return false
    if (isOpen) all.splice(0, all.length, security.addKey({ in: parameter.in, name: parameter.name }))
    return true
  }
  return { kinds: all, isCredential }
}

/** Parameters that the path contains but the operation does not declare. */
function pathParts(path: string, parameters: readonly ReadParameter[]): ReadParameter[] {
  const declared = new Set(parameters.flatMap(({ location, name }) => (location === 'path' ? [name] : [])))
  return [...new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name))]
    .filter((name) => !declared.has(name))
    .map((name) => ({ location: 'path', name, required: true, help: '', schema: { type: 'string' } }))
}

function fillPath(path: string, named: readonly NamedPart[]): string {
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const part = named.find((known) => known.location === 'path' && known.name === name)
    return part ? `{{${part.id}}}` : ''
  })
  if (/[?#\s]/.test(filled)) throw new SkippedOperation('invalid', path)
  return filled
}

const PROPERTIES = { query: 'query', header: 'headers', cookie: 'cookies' } as const

function templates(location: keyof typeof PROPERTIES, named: readonly NamedPart[]) {
  const own = named.filter((part) => part.location === location)
  if (own.length === 0) return {}
  return { [PROPERTIES[location]]: Object.fromEntries(own.map(({ name, id }) => [name, `{{${id}}}`])) }
}

function stylesOf(parameters: readonly ReadParameter[]) {
  return Object.fromEntries(parameters.flatMap(({ name, style }) => (style === undefined ? [] : [[name, style]])))
}

function fieldOf({ id, label, help, required, schema, location }: NamedPart): ApiActionData['fields'][number] {
  return {
    id,
    label,
    required,
    schema,
    ...(help === '' ? {} : { help: help.slice(0, 400) }),
    ...(required || (location !== 'header' && location !== 'cookie') ? {} : { advanced: true }),
  }
}

function labelFor({ operation, key }: FoundOperation): string {
  const summary = plainText(textOf(operation.summary), 100).replace(/\.$/, '')
  const id = textOf(operation.operationId)
  return summary || (id === '' ? key.slice(0, 100) : labelOf(id.replace(/[^\w.-]+/g, '-')))
}

function descriptionFor({ operation, key }: FoundOperation): string {
  return plainText(textOf(operation.description), 500) || plainText(textOf(operation.summary), 500) || key
}

const serverOf = (server: Json): string => (isObject(server) ? textOf(server.url) : '')

function isSameServer(server: Json, known: readonly string[]): boolean {
  const url = serverOf(server).replace(/\/+$/, '')
  return url === '' || known.includes(url)
}
