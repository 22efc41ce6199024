import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { actions } from '@/lib/plugins/actions.gen'
import type { ConnectionKind, Placement } from '@/lib/plugins/connection-kinds'
import { loadAction } from '@/lib/plugins/load-action'
import { callWire } from '@/lib/plugins/testing/wire'
import type { ExportAction } from './project'
import type { ServiceCredentials } from './runtime/services/credentials'
import type { ServiceAction } from './runtime/services/service-action'
import { toLangChainTool } from './runtime/services/service-tool'
import { serviceData } from './write/service-code'

/** The idempotency key of the wire helper, and here also of multipart boundaries. */
const KEY = 'run-1:node-1'
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

beforeEach(() => void vi.spyOn(crypto, 'randomUUID').mockReturnValue(KEY as ReturnType<typeof crypto.randomUUID>))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A value of the schema; undefined where only a service knows which texts match. */
function sampleOf(schema: Json | undefined): Json | undefined {
  if (!isObject(schema) || schema.pattern !== undefined || schema.format !== undefined) return undefined
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema.type) {
    case 'string':
      return `a/b & "ä" ${'x'.repeat(Number(schema.minLength ?? 0))}`.slice(0, Number(schema.maxLength ?? 50))
    case 'number':
    case 'integer':
      return Number(schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'array': {
      const item = sampleOf(schema.items)
      return item === undefined ? undefined : [item, item]
    }
    default:
      return undefined
  }
}

/** Null if a required field has no sample. */
function inputOf({ input }: ServiceAction): JsonObject | null {
  const fields = isObject(input.properties) ? input.properties : {}
  const required = Array.isArray(input.required) ? input.required : []
  const entries = Object.entries(fields).map(([name, schema]) => [name, sampleOf(schema)] as const)
  if (entries.some(([name, value]) => value === undefined && required.includes(name))) return null
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

interface Tried {
  name: string
  found: ExportAction
  data: ServiceAction
  input: JsonObject
  kind: ConnectionKind
  fields: Record<string, string>
}

async function triedActions(): Promise<Tried[]> {
  const names = Object.entries(actions).flatMap(([plugin, own]) => Object.keys(own).map((action) => [plugin, action]))
  const all = await Promise.all(
    names.map(async ([plugin = '', action = '']): Promise<Tried[]> => {
      const found = (await loadAction(plugin, action)) ?? raiseInternal(action)
      const kind = found.plugin.connections.find(({ id }) => found.action.connections.includes(id))
      if (!found.action.request || !kind || kind.kind === 'signed') return []
      // Safe: the compiler checks the same data in exported projects.
      const data = serviceData(found) as unknown as ServiceAction
      const input = inputOf(data)
      const fields = Object.fromEntries(
        [...`${found.plugin.baseUrl} ${found.plugin.hosts.join(' ')}`.matchAll(/\{(\w+)\}/g)].map(
          ([whole, name = '']) => [name, found.plugin.hosts.includes(whole) ? 'acme.example.com' : 'acme'],
        ),
      )
      return input ? [{ name: `${plugin}/${action}`, found, data, input, kind, fields }] : []
    }),
  )
  return all.flat()
}

const BEARER: Placement = { in: 'header', name: 'authorization', prefix: 'Bearer ' }

function credentialsOf(kind: ConnectionKind, fields: Record<string, string>): ServiceCredentials {
  const placed = (placement: Placement, secret: string): ServiceCredentials => {
    const value = placement.in === 'header' ? `${placement.prefix ?? ''}${secret}` : secret
    const part = placement.in === 'header' ? 'headers' : placement.in
    return { [part]: { [placement.in === 'header' ? placement.name.toLowerCase() : placement.name]: value } }
  }
  switch (kind.kind) {
    case 'none':
      return { fields }
    case 'api-key':
      return { fields, ...placed(kind.placement, 'secret-key') }
    case 'basic':
      return { fields, ...placed({ in: 'header', name: 'authorization' }, `Basic ${btoa('user:password')}`) }
    case 'custom':
      return Object.assign(
        { fields },
        ...kind.placements.map(({ placement, field }) => placed(placement, `secret-${field}`)),
      )
    default:
      return { fields, ...placed(BEARER, 'secret-token') }
  }
}

/** What the tool sends, without an answer that a service would give. */
async function requestOfTool({ name, found, data, input, kind, fields }: Tried) {
  const sent: { method: string; url: string; headers: Headers; body: string }[] = []
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const request = new Request(url, init)
    sent.push({ method: request.method, url: url.href, headers: request.headers, body: await request.text() })
    return new Response('{}', { headers: { 'content-type': 'application/json' } })
  })
  const schema = { type: 'object', properties: Object.fromEntries(Object.keys(input).map((field) => [field, {}])) }
  const tool = toLangChainTool(data, {
    name: name.replace('/', '_'),
    description: found.action.description,
    schema,
    credentials: () => credentialsOf(kind, fields),
  })
  await tool.invoke(input).catch(() => null)
  vi.unstubAllGlobals()
  return sent[0]
}

test('sends the requests of the server for every declarative action with sample values', async () => {
  const tried = await triedActions()
  expect(tried.length).toBeGreaterThanOrEqual(20)
  for (const item of tried) {
    const { name, input, kind, fields } = item
    const { requests } = await callWire({ action: name, input, replies: [{ json: {} }], kind: kind.id, fields })
    const [server] = requests
    const tool = await requestOfTool(item)
    const headerNames = ['accept', 'content-type', 'authorization', ...Object.keys(item.data.service.headers ?? {})]
    const headersOf = (read: (header: string) => unknown) =>
      headerNames.map((header) => [header, read(header.toLowerCase()) ?? null])
    expect([name, tool?.method, tool?.url, tool?.body, headersOf((header) => tool?.headers.get(header))]).toEqual([
      ...[name, server?.method, server?.url, server?.body],
      headersOf((header) => server?.headers[header]),
    ])
  }
})
