import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import type { ApiNote } from './api-notes'
import type { ConvertRequest, DocumentOutline, OperationOutline } from './convert-protocol'
import { isObject, objectOf, plainText, textOf, textsOf } from './json-parts'
import { labelOf } from './name-fields'
import { readDocument } from './read-document'
import { type FoundOperation, readOperation } from './read-operation'
import { readServer, readServers, type ServerOption } from './read-servers'
import { RefResolver } from './resolve-refs'
import { SecurityKinds } from './security-kinds'

const MAX_OPERATIONS = 5_000
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const

export interface ConvertedApi {
  manifest: ApiManifest
  actions: ApiActionData[]
}

type Selection = ConvertRequest['selection']
interface Api {
  document: JsonObject
  resolver: RefResolver
  servers: ServerOption[]
  operations: FoundOperation[]
}

/** All operations of a document, from which the user selects. @throws INVALID_INPUT, INVALID_JSON, TOO_LARGE */
export function outlineApi({ text, documentUrl }: Omit<ConvertRequest, 'selection'>): DocumentOutline {
  const api = openApi(text, documentUrl)
  const info = objectOf(api.document.info)
  return {
    title: plainText(textOf(info.title), 60) || 'API',
    description: plainText(textOf(info.description), 200),
    version: textOf(info.version).slice(0, 60),
    servers: api.servers,
    operations: convertAll(api, api.operations, null).results.map(({ operation, data, notes }) =>
      outlineOf(operation, data, notes),
    ),
  }
}

/** The selected operations of a document as actions; those that cannot be imported are absent. @throws as `outlineApi` */
export function convertApi({ text, documentUrl, selection }: ConvertRequest & { selection: object }): ConvertedApi {
  const api = openApi(text, documentUrl)
  const wanted = new Set(selection.operations)
  const selected = api.operations.filter(({ key }) => wanted.has(key))
  const { results, security } = convertAll(api, selected, selection)
  return { manifest: manifestOf(api.document, security, selection), actions: results.flatMap(({ data }) => data ?? []) }
}

function openApi(text: string, documentUrl: string | null): Api {
  const document = readDocument(text)
  const resolver = new RefResolver(document)
  const servers = readServers(document, documentUrl)
  return { document, resolver, servers, operations: findOperations(document, resolver) }
}

function convertAll(
  { document, resolver, servers, operations }: Api,
  selected: readonly FoundOperation[],
  selection: Selection,
) {
  const serverUrl = selection?.server ?? servers[0]?.url ?? 'https://example.invalid'
  const security = new SecurityKinds(document, resolver, serverUrl)
  const ids = operationIds(operations, selection?.ids ?? {})
  const readOnlyKeys = new Set(selection?.reads ?? [])
  const shared = { resolver, security, serverUrls: [serverUrl, ...servers.map(({ url }) => url)] }
  const results = selected.map((operation) => {
    const { key } = operation
    return {
      operation,
      ...readOperation(operation, { ...shared, id: ids.get(key) ?? '', isRead: readOnlyKeys.has(key) }),
    }
  })
  return { results, security }
}

function manifestOf(
  document: JsonObject,
  security: SecurityKinds,
  { plugin, name, server: url }: NonNullable<Selection>,
): ApiManifest {
  const info = objectOf(document.info)
  const hasConnections = security.list([]).some(({ kind }) => kind !== 'none')
  const server = readServer(document, url, hasConnections)
  if (server === null) throw new AppError('INVALID_INPUT', problem('customApis.serverInvalid'))
  const docs = textOf(objectOf(document.externalDocs).url)
  return {
    id: plugin,
    label: name,
    description: plainText(textOf(info.description), 200) || name,
    docsUrl: /^https:\/\/[^\s"'<>]{1,1000}$/.test(docs) ? docs : '',
    baseUrl: server.baseUrl,
    hosts: server.hosts,
    connections: security.list(server.fields),
  }
}

function findOperations(document: JsonObject, resolver: RefResolver): FoundOperation[] {
  const found = Object.entries(objectOf(document.paths)).flatMap(([path, value]) => {
    if (!path.startsWith('/') || path.length > 1_000) return []
    const item = itemOf(value, resolver)
    return METHODS.flatMap((method): FoundOperation[] => {
      const operation = item[method]
      if (!isObject(operation)) return []
      return [{ key: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, item, operation }]
    })
  })
  if (found.length > MAX_OPERATIONS)
    throw new AppError('TOO_LARGE', problem('customApis.tooManyOperations', { max: MAX_OPERATIONS }))
  if (found.length === 0) throw new AppError('INVALID_INPUT', problem('customApis.noOperations'))
  return found
}

/** A path may refer to another one; an external path has no operations of its own. */
function itemOf(value: JsonObject[string], resolver: RefResolver): JsonObject {
  if (!isObject(value) || typeof value.$ref !== 'string' || !value.$ref.startsWith('#')) return objectOf(value)
  return { ...resolver.resolve(value).value, ...value }
}

/** Existing operations keep their ids, so that nodes find them after a rename. */
function operationIds(found: readonly FoundOperation[], kept: Readonly<Record<string, string>>): Map<string, string> {
  const ids = new Map<string, string>()
  const used = new Set(Object.values(kept))
  for (const { key, operation, method, path } of found) {
    const own = Object.hasOwn(kept, key) ? kept[key] : undefined
    const id = own ?? freeId(idOf(textOf(operation.operationId) || `${method} ${path}`), used)
    used.add(id)
    ids.set(key, id)
  }
  return ids
}

function idOf(name: string): string {
  const id = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 70)
    .replace(/-+$/, '')
  return id === '' ? 'operation' : id
}

function freeId(id: string, used: ReadonlySet<string>): string {
  if (!used.has(id)) return id
  for (let number = 2; ; number += 1) if (!used.has(`${id}-${number}`)) return `${id}-${number}`
}

function outlineOf(
  { key, method, path, operation }: FoundOperation,
  data: ApiActionData | null,
  notes: ApiNote[],
): OperationOutline {
  const summary = plainText(textOf(operation.summary), 100)
  const id = textOf(operation.operationId)
  return {
    key,
    method,
    path,
    notes,
    isSupported: data !== null,
    label: data?.label ?? (summary || labelOf(id || key)),
    tags: textsOf(operation.tags)
      .slice(0, 20)
      .map((tag) => tag.slice(0, 120)),
    needsConnection: data !== null && !data.connections.includes('none'),
    fieldCount: data?.fields.length ?? 0,
  }
}
