import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { dropSingleton } from '@/lib/platform/singleton'
import { startMcpServer, type TestMcpServer } from '../../testing/mcp-server'
import { type RegistryServer, startRegistryServer } from '../../testing/registry-server'
import { readRemote } from './registry-remote'
import { remotesOf } from './registry-wire'

const KEY = 'CANARY_registry_key'
let studio: TestStudio
let editor: TestPerson
let registry: RegistryServer
let mcp: TestMcpServer

beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
  mcp = await startMcpServer()
  registry = await startRegistryServer([])
  process.env.EGRESS_ALLOW = `${registry.origin},${mcp.origin}`
  process.env.MCP_REGISTRY = `${registry.origin}/`
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  delete process.env.MCP_REGISTRY
  dropSingleton('env')
  registry.close()
  mcp.close()
  await closeEgress()
  await studio.close()
})
beforeEach(() => {
  dropSingleton('mcp-registry-pages')
  registry.requests.length = 0
  mcp.requests.length = 0
  registry.servers = [
    {
      name: 'com.example/tickets',
      title: 'Tickets',
      version: '1.2.0',
      description: 'Reads tickets.',
      remotes: [
        { type: 'sse', url: `${mcp.origin}/sse` },
        {
          type: 'streamable-http',
          url: mcp.url,
          headers: [
            {
              name: 'Authorization',
              value: 'Bearer {api_key}',
              isRequired: true,
              variables: { api_key: { description: 'Create it in the settings.', isRequired: true, isSecret: true } },
            },
            { name: 'X-Team', description: 'Id of your team' },
            { name: 'X-Client', value: 'patchbay' },
          ],
        },
      ],
    },
    { name: 'com.example/files', version: '2.0.0', packages: [{ registryType: 'npm', identifier: 'files' }] },
  ]
})

async function send(method: string, path: string, body?: object, person = editor) {
  const response = await studio.call({ method, path: `/api/studio${path}`, ...(body ? { body } : {}), person })
  return { status: response.status, body: await response.json() }
}

const search = (text = '', person = editor) => send('GET', `/mcp-registry?search=${text}`, undefined, person)
const tickets = (values: object, change: object = {}) =>
  send('POST', '/mcp-registry/servers', {
    server: 'com.example/tickets',
    version: '1.2.0',
    remote: mcp.url,
    name: 'Tickets',
    values,
    ...change,
  })

test('shows addresses with their fields, and queries the registry once an hour', async () => {
  const { body } = await search('example')
  expect(body.servers).toMatchObject([
    {
      title: 'Tickets',
      remotes: [
        {
          url: mcp.url,
          fields: [
            { name: 'apiKey', label: 'api_key', isSecret: true, isRequired: true },
            { name: 'xTeam', label: 'X-Team', isSecret: false, isRequired: false },
          ],
        },
      ],
    },
    { name: 'com.example/files', title: 'com.example/files', remotes: [] },
  ])
  await search('example')
  expect(registry.requests).toEqual(['/v0.1/servers?version=latest&limit=30&search=example'])
  await search('tickets')
  expect(registry.requests).toHaveLength(2)
})

test('reads further pages by the cursor of the registry', async () => {
  registry.servers = Array.from({ length: 35 }, (_, index) => ({ name: `com.example/s${index}`, version: '1.0.0' }))
  const { body } = await search()
  expect(body.servers).toHaveLength(30)
  const next = await send('GET', `/mcp-registry?cursor=${encodeURIComponent(body.nextCursor)}`)
  expect([next.body.servers.length, next.body.nextCursor]).toEqual([5, null])
})

test('adds a server with a connection that sends the entered and the fixed headers to it alone', async () => {
  const { status, body } = await tickets({ apiKey: KEY, xTeam: 'blue' })
  expect([status, body.status, body.name]).toEqual([200, 'ok', 'Tickets'])
  expect(mcp.requests.at(-1)?.headers).toMatchObject({
    authorization: `Bearer ${KEY}`,
    'x-team': 'blue',
    'x-client': 'patchbay',
  })
  const [row] = await studio.system.db.select().from(integrationConnections)
  expect(row).toMatchObject({ fields: { xTeam: 'blue', xClient: 'patchbay' }, custom: { hosts: [mcp.origin] } })
  expect(JSON.stringify([row, body])).not.toContain(KEY)
  await studio.system.db.delete(integrationConnections)
})

test('names the missing value, and adds only what the registry lists', async () => {
  const missing = await tickets({ xTeam: 'blue' })
  expect([missing.status, missing.body.error.key]).toEqual([400, 'integrations.fieldEmpty'])
  for (const change of [{ remote: 'https://evil.example/mcp' }, { version: '9.9.9' }, { server: 'com.example/files' }])
    expect((await tickets({ apiKey: KEY }, change)).status).toBe(404)
  expect(await studio.system.db.select().from(integrationConnections)).toEqual([])
})

test('reports a registry that fails, and queries it again', async () => {
  registry.next = { status: 503, body: '{}' }
  const failed = await search()
  expect([failed.body.error.code, failed.body.error.key]).toEqual(['TOOL_FAILED', 'mcp.registryFailed'])
  registry.next = { status: 200, body: '<html>' }
  expect((await search()).body.error.key).toBe('mcp.registryFailed')
  expect((await search()).status).toBe(200)
})

test('sends nothing in private mode, without a registry, and for viewers', async () => {
  const owner = await studio.signUp('owner')
  const isPrivate = await send('PUT', '/governance/policy', { privateMode: { hosts: [] } }, owner)
  expect([isPrivate.status, isPrivate.body.error]).toEqual([200, undefined])
  expect((await search('', owner)).body.error.key).toBe('mcp.registryPrivate')
  const viewer = await studio.signUp('viewer', editor.workspaceId)
  expect((await search('', viewer)).status).toBe(403)
  process.env.MCP_REGISTRY = 'off'
  dropSingleton('env')
  expect((await search()).body.error.key).toBe('mcp.registryOff')
  expect((await send('GET', '/mcp-servers')).body.hasRegistry).toBe(false)
  process.env.MCP_REGISTRY = registry.origin
  dropSingleton('env')
  expect(registry.requests).toEqual([])
})

const readOne = (remote: object) =>
  remotesOf([{ type: 'streamable-http', url: 'https://a.example', ...remote }]).map(readRemote)

test.each([
  [{ url: 'https://a.example/{tenant}', variables: { tenant: { isSecret: true } } }, 'a secret in the address'],
  [{ headers: [{ name: 'X-Auth', value: '{user}:{password}' }] }, 'two values in a header'],
  [{ headers: [{ name: 'X-Auth', value: 'a {key} b' }] }, 'text after the value'],
  [{ url: 'file:///etc/passwd' }, 'another scheme'],
  [{ url: 'https://user:pass@a.example/' }, 'a password in the address'],
])('offers no address that a connection cannot serve: %o', (remote, _reason) => {
  expect(readOne(remote)).toEqual([null])
})

test('fills variables of an address, and keeps the host', async () => {
  registry.servers = [
    {
      name: 'com.example/tenants',
      version: '1.0.0',
      remotes: [{ type: 'streamable-http', url: `${mcp.origin}/{team}/mcp`, variables: { team: {} } }],
    },
  ]
  const tenants = { server: 'com.example/tenants', version: '1.0.0', remote: `${mcp.origin}/{team}/mcp` }
  const { body } = await tickets({ team: 'a/../b?c' }, tenants)
  expect(body.url).toBe(`${mcp.origin}/a%2F..%2Fb%3Fc/mcp`)
  const [read] = readOne({ url: 'https://{region}.a.example/mcp', variables: { region: { default: 'eu' } } })
  expect(read).toMatchObject({ fields: [{ name: 'region', initial: 'eu' }] })
  registry.servers = [
    {
      name: 'com.example/regions',
      version: '1.0.0',
      remotes: [{ type: 'streamable-http', url: 'https://{region}.a.example/mcp' }],
    },
  ]
  dropSingleton('mcp-registry-pages')
  const regions = { server: 'com.example/regions', version: '1.0.0', remote: 'https://{region}.a.example/mcp' }
  expect((await tickets({ region: 'evil.example/' }, regions)).body.error.key).toBe('integrations.fieldNotValid')
})
