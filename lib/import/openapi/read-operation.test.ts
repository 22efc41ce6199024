import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { buildRequest } from '@/lib/plugins/execute/build-request'
import { actionOfData, manifestOfApi } from '@/lib/plugins/imported/action-of-data'
import { convertApi, outlineApi } from './convert-api'
import { petDocument } from './testing/pet-document'

const OK = { 200: { description: 'OK' } }
const server = 'https://pets.example.com/v1'

/** Imports the operations of these paths. */
function converted(paths: JsonObject, change: JsonObject = {}, selected?: string[]) {
  const text = petDocument({ paths, ...change })
  const outline = outlineApi({ text, documentUrl: null })
  const operations = selected ?? outline.operations.flatMap(({ key, isSupported }) => (isSupported ? [key] : []))
  const url = outline.servers[0]?.url ?? server
  const selection = { plugin: 'api-t', name: 'T', server: url, operations, reads: [], ids: {} }
  return { outline, ...convertApi({ text, documentUrl: null, selection }) }
}

const notesOf = (paths: JsonObject, change: JsonObject = {}) =>
  outlineApi({ text: petDocument({ paths, ...change }), documentUrl: null }).operations.map(
    ({ isSupported, notes }) => [isSupported, ...notes.map(({ key, about }) => `${key} ${about}`.trim())],
  )

const body = (schema: Json, type = 'application/json') => ({ content: { [type]: { schema } }, required: true })
const text = { type: 'string' }

async function requestOf(paths: JsonObject, input: JsonObject, change: JsonObject = {}) {
  const { manifest, actions } = converted(paths, change)
  const [data] = actions
  if (!data) return expect.unreachable('nothing was converted')
  const plugin = manifestOfApi(manifest)
  const { request } = actionOfData(data, 1)
  return buildRequest({
    plugin,
    request: request ?? expect.unreachable(),
    fields: {},
    input,
    readFile: async () => null,
  })
}

test('equal names of parameters and body get their location as a prefix', () => {
  const post = {
    parameters: [
      { in: 'path', name: 'id', required: true, schema: text },
      { in: 'query', name: 'id', schema: text },
    ],
    requestBody: body({ type: 'object', required: ['id'], properties: { id: text } }),
    responses: OK,
  }
  const [data] = converted({ '/a/{id}': { post } }).actions
  expect(data?.fields.map(({ id, required }) => [id, required])).toEqual([
    ['id', true],
    ['bodyId', true],
    ['queryId', false],
  ])
  expect(data?.request).toMatchObject({
    path: '/a/{{id}}',
    query: { id: '{{queryId}}' },
    body: { json: { id: '{{bodyId}}' } },
  })
})

test('serializes parameters in the style that the document declares', async () => {
  const list = { type: 'array', items: text }
  const get = {
    parameters: [
      { in: 'query', name: 'again', schema: list },
      { in: 'query', name: 'comma', explode: false, schema: list },
      { in: 'query', name: 'pipe', style: 'pipeDelimited', explode: false, schema: list },
      { in: 'query', name: 'deep', style: 'deepObject', schema: { type: 'object', properties: { a: text } } },
      { in: 'header', name: 'X-Trace-Id', schema: text },
      { in: 'cookie', name: 'session', schema: text },
      { in: 'header', name: 'Accept', schema: text },
    ],
    responses: OK,
  }
  const input = {
    again: ['a', 'b'],
    comma: ['a', 'b'],
    pipe: ['a', 'b'],
    deep: { a: '1' },
    xTraceId: 't',
    session: 'a b',
  }
  const { url, headers } = await requestOf({ '/a': { get } }, input)
  expect(decodeURIComponent(new URL(url).search)).toBe('?again=a&again=b&comma=a,b&pipe=a|b&deep[a]=1')
  expect(headers).toMatchObject({ 'x-trace-id': 't', cookie: 'session=a%20b' })
})

test('an untrusted value cannot leave its path segment', async () => {
  const get = { responses: OK }
  const send = (id: string) => requestOf({ '/a/{id}/b': { get } }, { id })
  expect((await send('../../admin?x=1')).url).toBe(`${server}/a/..%2F..%2Fadmin%3Fx%3D1/b`)
  await expect(send('..')).rejects.toMatchObject({ key: 'plugins.pathClimbs' })
})

test('recursion becomes JSON at the fifth level', () => {
  const schemas = { node: { type: 'object', properties: { child: { $ref: '#/components/schemas/node' } } } }
  const post = { requestBody: body({ $ref: '#/components/schemas/node' }), responses: OK, security: [] }
  const change = { components: { schemas } }
  expect(notesOf({ '/a': { post } }, change)).toEqual([[true, 'recursion #/components/schemas/node']])
  let schema: unknown = converted({ '/a': { post } }, change).actions[0]?.fields[0]?.schema
  const types: string[] = []
  while (typeof schema === 'object' && schema !== null && 'type' in schema) {
    types.push(String(schema.type))
    schema = 'properties' in schema && Array.isArray(schema.properties) ? schema.properties[0]?.schema : null
  }
  expect(types).toEqual(['object', 'object', 'object', 'object', 'json'])
})

test('security schemes become connection kinds, with AND as one kind and OR as several', () => {
  const securitySchemes = {
    key: { type: 'apiKey', in: 'query', name: 'k' },
    app: { type: 'apiKey', in: 'header', name: 'x-app' },
    token: { type: 'http', scheme: 'bearer' },
    login: { type: 'http', scheme: 'basic' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    digest: { type: 'http', scheme: 'digest' },
    oauth: {
      type: 'oauth2',
      flows: {
        authorizationCode: {
          authorizationUrl: 'https://a.example/auth',
          tokenUrl: 'https://a.example/token',
          scopes: { read: '', write: '' },
        },
      },
    },
  }
  const get = (security: Json) => ({ get: { security, responses: OK } })
  const { manifest, actions } = converted(
    {
      '/and': get([{ key: [], app: [] }]),
      '/or': get([{ token: [] }, { login: [] }, {}]),
      '/cookie': get([{ cookie: [] }]),
      '/oauth': get([{ oauth: ['read'] }, { digest: [] }]),
    },
    { components: { securitySchemes } },
  )
  expect(actions.map(({ connections }) => connections)).toEqual([
    ['app-and-key'],
    ['token', 'login', 'none'],
    ['cookie'],
    ['oauth'],
  ])
  expect(manifest.connections).toMatchObject([
    {
      kind: 'custom',
      placements: [{ placement: { in: 'header', name: 'x-app' } }, { placement: { in: 'query', name: 'k' } }],
    },
    { kind: 'bearer' },
    { kind: 'basic' },
    { kind: 'none' },
    { kind: 'api-key', placement: { in: 'header', name: 'cookie', prefix: 'sid=' } },
    // Only the scopes of the selected operations are requested.
    { kind: 'oauth2', grant: 'authorization-code', scopes: ['read'] },
  ])
  const digest = { paths: { '/d': get([{ digest: [] }]) }, components: { securitySchemes } }
  expect(notesOf({}, digest)).toEqual([[false, 'authentication', 'authentication digest']])
})

test('server variables become fields if a field can contain them, and otherwise their default values', () => {
  const servers = [
    {
      url: 'https://{region}.example.com:{port}/{base}',
      variables: { region: { default: 'eu', enum: ['eu', 'us'] }, port: { default: '8443' }, base: { default: 'v2' } },
    },
  ]
  const { manifest } = converted({ '/a': { get: { responses: OK } } }, { servers })
  expect(manifest).toMatchObject({
    baseUrl: 'https://{region}.example.com:8443/{base}',
    hosts: ['{region}.example.com:8443'],
  })
  expect(manifest.connections[0]?.fields?.map(({ name }) => name)).toEqual(['region', 'base'])
  const open = converted({ '/a': { get: { responses: OK } } }, { servers, security: [] })
  expect(open.manifest.baseUrl).toBe('https://eu.example.com:8443/v2')
})

test('a relative server address belongs to the address of the document', () => {
  const text = petDocument({ servers: [{ url: '/v2' }] })
  const servers = (documentUrl: string | null) => outlineApi({ text, documentUrl }).servers.map(({ url }) => url)
  expect([servers('https://a.example/docs/api.json'), servers(null)]).toEqual([['https://a.example/v2'], []])
})

test('lists unsupported parts and imports all others', () => {
  const broken = { responses: { 200: { $ref: '#/components/responses/none' } } }
  expect(
    notesOf({
      '/broken': { get: broken },
      '/style/{id}': {
        get: { parameters: [{ in: 'path', name: 'id', style: 'matrix', schema: text }], responses: OK },
      },
      '/options': { options: { responses: OK } },
      '/elsewhere': { get: { servers: [{ url: 'https://other.example' }], responses: OK } },
      '/fine': { head: { responses: OK } },
    }),
  ).toEqual([
    [false, 'brokenRef #/components/responses/none'],
    [false, 'pathStyle id'],
    [false, 'method OPTIONS'],
    [false, 'server https://other.example'],
    [true],
  ])
})

test('drops __proto__ keys, and pollutes nothing', () => {
  const paths = JSON.parse(
    `{"/a":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"__proto__":{"type":"string"},"a":{"type":"string"}}}}}},"responses":{"__proto__":{"polluted":1}}}}}`,
  )
  const [data] = converted(paths).actions
  expect(data?.fields.map(({ id }) => id)).toEqual(['a'])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

const anyJson = (maxDepth: number) => fc.jsonValue({ maxDepth }).map((value): Json => JSON.parse(JSON.stringify(value)))

test('imports an operation or skips it with a reason, for any schema', () => {
  fc.assert(
    fc.property(anyJson(4), anyJson(3), (schema, parameter) => {
      const post = { requestBody: body(schema), parameters: [parameter], responses: OK }
      const [operation] = outlineApi({
        text: JSON.stringify(JSON.parse(petDocument({ paths: { '/a': { post } } }))),
        documentUrl: null,
      }).operations
      expect(operation?.isSupported === true || (operation?.notes.length ?? 0) > 0).toBe(true)
    }),
    { numRuns: 200 },
  )
})
