import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { dropSingleton } from '@/lib/platform/singleton'
import { RunConnections } from '../../connections-port'
import { guard, mcpSettings } from '../../testing/guarded-mcp'
import { startMcpServer, type TestMcpServer } from '../../testing/mcp-server'
import { CLIENT, type OidcServer, startOidcServer } from '../../testing/oidc-server'
import { RunMcp } from '../mcp-port'
import { clientMetadataDocument } from './client-metadata'

const REDIRECT = 'http://localhost:3000/oauth/connect/callback'
let studio: TestStudio
let editor: TestPerson
let mcp: TestMcpServer
/** An authorization server where clients register themselves. */
let openServer: OidcServer
/** An authorization server that knows only the client of the workspace. */
let closedServer: OidcServer

beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
  mcp = await startMcpServer()
  openServer = await startOidcServer(REDIRECT, mcpSettings(mcp.url))
  closedServer = await startOidcServer(REDIRECT, mcpSettings(mcp.url, false))
  process.env.EGRESS_ALLOW = [mcp, openServer, closedServer].map(({ origin }) => origin).join()
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  for (const server of [mcp, openServer, closedServer]) server.close()
  await closeEgress()
  await studio.close()
})
beforeEach(() => {
  mcp.requests.length = 0
  guard(mcp, openServer.origin)
  for (const server of [openServer, closedServer]) server.tokenRequests.length = 0
})

async function send(method: string, path: string, body?: object, person = editor) {
  const response = await studio.call({ method, path: `/api/studio${path}`, ...(body ? { body } : {}), person })
  return { status: response.status, body: await response.json() }
}

async function add() {
  const { body } = await send('POST', '/mcp-servers', { name: 'Docs', url: mcp.url })
  expect(body).toMatchObject({ status: 'unauthorized', statusRef: { key: 'mcp.notAuthorized' } })
  return body
}

const start = async (id: string, body: object = {}) => (await send('POST', `/mcp-servers/${id}/sign-in`, body)).body

async function finish(server: OidcServer, url: string) {
  const params = await server.signIn(url)
  const expectedParams = [...params].filter(([name]) => ['state', 'code', 'iss', 'error'].includes(name))
  const response = await send('POST', '/integration-sign-ins/finish', Object.fromEntries(expectedParams))
  expect(response.body).toMatchObject({ outcome: { status: 'connected' } })
}

async function listAgain(id: string) {
  return (await send('POST', `/mcp-servers/${id}/refresh`)).body
}

const rowOf = async (id: string) =>
  (await studio.system.db.select().from(integrationConnections).where(eq(integrationConnections.id, id)))[0]

test('registers automatically, signs in and lists the tools; a later run uses and renews the tokens', async () => {
  const server = await add()
  const started = await start(server.id)
  expect(started.type).toBe('browser')
  const url = new URL(started.url)
  expect(url.origin).toBe(openServer.origin)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    scope: 'files',
    resource: mcp.url,
    redirect_uri: REDIRECT,
    code_challenge_method: 'S256',
    state: expect.any(String),
  })
  await finish(openServer, started.url)
  const listed = await listAgain(server.id)
  expect(listed).toMatchObject({ status: 'ok', issuer: openServer.origin, tools: [{ tool: { name: 'echo' } }] })
  expect(JSON.stringify(listed)).not.toMatch(/token|secret/i)
  await send('PUT', `/mcp-servers/${server.id}/tools`, {
    tools: [{ name: 'echo', hash: listed.tools[0].tool.hash }],
  })
  const row = await rowOf(started.connectionId)
  expect(row?.custom?.hosts).toEqual([mcp.origin])
  // The next request gets a 401 for the current token, which is renewed once.
  const previousIntercept = mcp.intercept
  const rejected = mcp.requests.at(-1)?.headers.authorization
  mcp.intercept = (request) =>
    request.headers.authorization === rejected && rejected !== undefined ? { status: 401 } : previousIntercept(request)
  const connections = new RunConnections({
    system: studio.system,
    workspaceId: editor.workspaceId,
    userId: null,
    onSecret: () => undefined,
  })
  const port = new RunMcp({ system: studio.system, workspaceId: editor.workspaceId, connections })
  const call = {
    server: { id: server.id },
    name: 'echo',
    arguments: { text: 'Hi' },
    signal: AbortSignal.timeout(20_000),
  }
  expect(await port.callTool(call)).toBe('echo: Hi')
  expect(openServer.tokenRequests).toEqual(['authorization_code', 'refresh_token'])
})

test('asks for a client if the server registers none, and signs in with it', async () => {
  guard(mcp, closedServer.origin)
  const server = await add()
  expect(await start(server.id)).toEqual({
    type: 'client-required',
    issuer: closedServer.origin,
    redirectUri: REDIRECT,
  })
  const started = await start(server.id, { client: CLIENT })
  expect(started).toMatchObject({ type: 'browser' })
  await finish(closedServer, started.url)
  expect(await listAgain(server.id)).toMatchObject({ status: 'ok', issuer: closedServer.origin })
  expect(await start(server.id)).toMatchObject({ type: 'browser', connectionId: started.connectionId })
})

test('sends nothing to a swapped authorization server before a new consent', async () => {
  const server = await add()
  const first = await start(server.id)
  await finish(openServer, first.url)
  await listAgain(server.id)
  guard(mcp, closedServer.origin)
  expect(await start(server.id)).toEqual({
    type: 'issuer-changed',
    before: openServer.origin,
    now: closedServer.origin,
  })
  expect((await rowOf(first.connectionId))?.encryptedTokens).not.toBeNull()
  const second = await start(server.id, { issuer: closedServer.origin, client: CLIENT })
  expect(new URL(second.url).searchParams.get('client_id')).toBe(CLIENT.clientId)
  expect(second.connectionId).not.toBe(first.connectionId)
  expect(await rowOf(first.connectionId)).toBeUndefined()
  expect(closedServer.tokenRequests).toEqual([])
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://evil.example/$(id)'])(
  'does not open the sign-in page %s',
  async (page) => {
    const server = await add()
    guard(mcp, mcp.origin)
    const previousIntercept = mcp.intercept
    mcp.intercept = (request) =>
      request.url.startsWith('/.well-known/oauth-authorization-server')
        ? {
            status: 200,
            body: JSON.stringify({
              issuer: mcp.origin,
              authorization_endpoint: page,
              token_endpoint: `${mcp.origin}/token`,
              registration_endpoint: `${mcp.origin}/register`,
              response_types_supported: ['code'],
              code_challenge_methods_supported: ['S256'],
            }),
          }
        : previousIntercept(request)
    const { status, body } = await send('POST', `/mcp-servers/${server.id}/sign-in`, { client: CLIENT })
    expect([status >= 400, body.url]).toEqual([true, undefined])
  },
)

test('does not look up metadata at an address that the egress guard blocks', async () => {
  const server = await add()
  guard(mcp, 'http://127.0.0.1:9')
  const { body } = await send('POST', `/mcp-servers/${server.id}/sign-in`, {})
  expect(body.error.code).toBe('EGRESS_BLOCKED')
})

test('another workspace cannot sign in', async () => {
  const server = await add()
  const stranger = await studio.signUp('editor')
  expect((await send('POST', `/mcp-servers/${server.id}/sign-in`, {}, stranger)).status).toBe(404)
})

test('a public instance identifies itself by its metadata document', async () => {
  const { appUrl } = studio.system
  studio.system.appUrl = 'https://patchbay.example.com'
  const documents = mcpSettings(mcp.url, false)
  const fetched: string[] = []
  const server = await startOidcServer('https://patchbay.example.com/oauth/connect/callback', {
    ...documents,
    features: { ...documents.features, clientIdMetadataDocument: { enabled: true, ack: 'draft-02' } },
    fetch: async (url) => {
      fetched.push(String(url))
      return Response.json(clientMetadataDocument(studio.system))
    },
  })
  try {
    process.env.EGRESS_ALLOW = [mcp, server].map(({ origin }) => origin).join()
    dropSingleton('env')
    await closeEgress()
    guard(mcp, server.origin)
    const { id } = await add()
    const started = await start(id)
    const clientId = 'https://patchbay.example.com/oauth/client-metadata.json'
    expect(new URL(started.url).searchParams.get('client_id')).toBe(clientId)
    await finish(server, started.url)
    expect(fetched).toEqual([clientId])
    expect(await listAgain(id)).toMatchObject({ status: 'ok', issuer: server.origin })
  } finally {
    server.close()
    studio.system.appUrl = appUrl
  }
})
