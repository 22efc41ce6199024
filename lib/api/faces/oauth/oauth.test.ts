import { createHash, randomBytes } from 'node:crypto'
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { members } from '@/lib/db/schema/auth'
import { oauthClients, oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { runs } from '@/lib/db/schema/runs'
import { sweepPrograms } from '@/lib/services/programs/programs'
import { type ServedApp, serveApp } from '../../testing/served-app'
import type { TestPerson } from '../../testing/test-studio'

const CALLBACK = 'http://localhost:33418/callback'

let served: ServedApp

beforeAll(async () => {
  served = await serveApp('helper')
}, 60_000)
afterAll(() => served.close())

/** The program knows the instance by its public address, where nobody listens here. */
const atPublicAddress = async (input: string | URL, init?: RequestInit) =>
  served.app.router.fetch(new Request(new URL(input), init))

/** A program with the MCP SDK's own OAuth client, on a person's machine. */
class Program implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK
  asked: URL | null = null
  #client: OAuthClientInformationMixed | undefined
  #verifier = ''
  #tokens: OAuthTokens | undefined
  readonly clientMetadata = { redirect_uris: [CALLBACK], client_name: 'Desk', token_endpoint_auth_method: 'none' }
  clientInformation = () => this.#client
  saveClientInformation(client: OAuthClientInformationMixed) {
    this.#client = client
  }
  tokens = () => this.#tokens
  saveTokens(tokens: OAuthTokens) {
    this.#tokens = tokens
  }
  redirectToAuthorization(url: URL) {
    this.asked = url
  }
  saveCodeVerifier(verifier: string) {
    this.#verifier = verifier
  }
  codeVerifier = () => this.#verifier
  state = () => 'state-of-the-program'
}

const transportOf = (program: Program, path = '/mcp') =>
  new StreamableHTTPClientTransport(new URL(path, served.app.studio.system.appUrl), {
    authProvider: program,
    fetch: atPublicAddress,
  })

/** What the page does for a person who says yes. */
async function allow(asked: URL, person: TestPerson = served.app.person): Promise<URL> {
  const request = Object.fromEntries(asked.searchParams)
  const wish = z
    .object({ apps: z.array(z.object({ id: z.string() })) })
    .parse(await (await studio('GET', `authorization${asked.search}`, undefined, person)).json())
  const body = { request, appIds: wish.apps.map(({ id }) => id) }
  const { redirectTo } = z
    .object({ redirectTo: z.string() })
    .parse(await (await studio('POST', 'authorization', body, person)).json())
  return new URL(redirectTo)
}

const studio = (method: string, path: string, body?: unknown, person: TestPerson = served.app.person) =>
  served.app.studio.call({ method, path: `/api/studio/programs${path === '' ? '' : `/${path}`}`, body, person })

async function connected(program = new Program(), path = '/mcp'): Promise<{ client: Client; program: Program }> {
  const transport = transportOf(program, path)
  await expect(new Client({ name: 'desk', version: '1' }).connect(transport)).rejects.toThrow(UnauthorizedError)
  if (!program.asked) throw new Error('the program asked nobody')
  const answer = await allow(program.asked)
  await transport.finishAuth(answer.searchParams.get('code') ?? '')
  const client = new Client({ name: 'desk', version: '1' })
  await client.connect(transportOf(program, path))
  return { client, program }
}

const form = (path: string, fields: Record<string, string>) =>
  fetch(`${served.url}/oauth/${path}`, { method: 'POST', body: new URLSearchParams(fields) })

const Tokens = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() })

/** The same by hand, step by step. */
async function begin(redirect = CALLBACK) {
  const registered = await fetch(`${served.url}/oauth/register`, {
    method: 'POST',
    body: JSON.stringify({ redirect_uris: [redirect], client_name: 'By hand' }),
    headers: { 'content-type': 'application/json' },
  })
  const { client_id } = z.object({ client_id: z.string() }).parse(await registered.json())
  const verifier = randomBytes(32).toString('base64url')
  const asked = new URL('http://localhost/oauth/authorize')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const params = {
    response_type: 'code',
    client_id,
    redirect_uri: redirect,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    resource: `${served.app.studio.system.appUrl}/mcp`,
    state: 's',
  }
  for (const [name, value] of Object.entries(params)) asked.searchParams.set(name, value)
  return { client_id, verifier, asked }
}

async function tokensOf({ client_id, verifier, asked }: Awaited<ReturnType<typeof begin>>) {
  const code = (await allow(asked)).searchParams.get('code') ?? ''
  const fields = { grant_type: 'authorization_code', client_id, code, code_verifier: verifier, redirect_uri: CALLBACK }
  return { code, fields, tokens: Tokens.parse(await (await form('token', fields)).json()) }
}

const list = (token: string, path = '/mcp') =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
    },
  })

test('a program that knows nothing but the address is let in by a person, and runs apps as that person', async () => {
  const { client } = await connected()
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['helper'])
  const result = await client.callTool({ name: 'helper', arguments: { message: 'Hello' } })
  expect(result.structuredContent).toMatchObject({ status: 'succeeded', answer: 'You said: Hello' })
  const { runId } = z.object({ runId: z.string() }).parse(result.structuredContent)
  const { db } = served.app.studio.system
  const [run] = await db.select({ endUser: runs.endUser }).from(runs).where(eq(runs.id, runId))
  expect(run?.endUser).toBe(`member:${served.app.person.userId}`)
  await client.close()
})

test('the answer goes back with its state and says whose it is (RFC 9207); no is said too', async () => {
  const { asked } = await begin()
  const answer = await allow(asked)
  expect(answer.href.startsWith(CALLBACK)).toBe(true)
  expect(answer.searchParams.get('state')).toBe('s')
  expect(answer.searchParams.get('iss')).toBe(served.app.studio.system.appUrl)
  const wish = z
    .object({ denyTo: z.string() })
    .parse(await (await studio('GET', `authorization${asked.search}`)).json())
  expect(new URL(wish.denyTo).searchParams.get('error')).toBe('access_denied')
})

test('a program for one app sees that app alone, and its token opens no other address', async () => {
  const { client, program } = await connected(new Program(), '/mcp/apps/helper')
  expect((await client.listTools()).tools).toHaveLength(1)
  const token = program.tokens()?.access_token ?? ''
  expect((await list(token, '/mcp/apps/helper')).status).toBe(200)
  expect((await list(token, '/mcp')).status).toBe(401)
  await client.close()
})

test('a token of MCP opens none of the other faces, and a key opens no page of the studio', async () => {
  const { tokens } = await tokensOf(await begin())
  for (const path of ['/api/openai/v1/models', '/api/v1/apps/helper/conversations', '/v1/info']) {
    const response = await fetch(`${served.url}${path}`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect([path, response.status]).toEqual([path, 401])
  }
})

test('401 says where a program learns how to be let in, also of apps that do not exist', async () => {
  for (const path of ['/mcp', '/mcp/apps/helper', '/mcp/apps/nothing']) {
    const challenge = (await list('pb_mcp_nobody', path)).headers.get('www-authenticate') ?? ''
    const address = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? ''
    const metadata = z.object({ resource: z.string() }).parse(await (await fetch(address)).json())
    expect(metadata.resource).toBe(`${served.url}${path}`)
  }
})

test('a code is good for one use; who comes with it a second time ends what the first one got', async () => {
  const { fields, tokens } = await tokensOf(await begin())
  expect((await list(tokens.access_token)).status).toBe(200)
  const again = await form('token', fields)
  expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  await expect.poll(async () => (await list(tokens.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await form('token', refresh(fields.client_id, tokens))).status).toBe(400)
})

const refresh = (client_id: string, { refresh_token }: { refresh_token: string }) => ({
  grant_type: 'refresh_token',
  client_id,
  refresh_token,
})

test('without the secret behind its challenge, for another program, or sent elsewhere, a code is worth nothing', async () => {
  const other = await begin()
  for (const wrong of [
    { code_verifier: 'x'.repeat(43) },
    { client_id: other.client_id },
    { redirect_uri: 'http://localhost:33418/other' },
  ]) {
    const started = await begin()
    const code = (await allow(started.asked)).searchParams.get('code') ?? ''
    const right = {
      grant_type: 'authorization_code',
      client_id: started.client_id,
      code,
      code_verifier: started.verifier,
      redirect_uri: CALLBACK,
    }
    expect((await form('token', { ...right, ...wrong })).status).toBe(400)
    // There is one try.
    expect((await form('token', right)).status).toBe(400)
  }
})

test('tokens are renewed once each: a lost answer may be asked for again, a stolen token ends the grant', async () => {
  const started = await begin()
  const { tokens: first } = await tokensOf(started)
  const renew = async (tokens: { refresh_token: string }) => form('token', refresh(started.client_id, tokens))
  const second = Tokens.parse(await (await renew(first)).json())
  await expect.poll(async () => (await list(first.access_token)).status, { timeout: 5_000 }).toBe(401)
  const repeated = Tokens.parse(await (await renew(first)).json())
  expect((await list(repeated.access_token)).status).toBe(200)
  // The answer that was not lost after all counts no more.
  expect((await renew(second)).status).toBe(400)
  const { db } = served.app.studio.system
  await db
    .update(oauthGrants)
    .set({ rotatedAt: new Date(Date.now() - 60_000) })
    .where(eq(oauthGrants.clientId, started.client_id))
  expect((await renew(first)).status).toBe(400)
  await expect.poll(async () => (await list(repeated.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await renew(repeated)).status).toBe(400)
})

test('a person removes his own programs, and nobody else’s', async () => {
  const { client, program } = await connected()
  const { programs } = z
    .object({ programs: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await (await studio('GET', '')).json())
  const own = programs.find(({ name }) => name === 'Desk')
  expect(own).toBeDefined()
  const stranger = await served.app.studio.signUp('editor')
  expect((await studio('DELETE', own?.id ?? '', undefined, stranger)).status).toBe(404)
  for (const { id } of programs) expect((await studio('DELETE', id)).status).toBe(200)
  await expect.poll(async () => (await list(program.tokens()?.access_token ?? '')).status, { timeout: 5_000 }).toBe(401)
  await client.close()
})

test('a program signs itself out (RFC 7009), and an unknown token is no failure', async () => {
  const started = await begin()
  const { tokens } = await tokensOf(started)
  expect((await form('revoke', { client_id: started.client_id, token: tokens.refresh_token })).status).toBe(200)
  await expect.poll(async () => (await list(tokens.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await form('revoke', { client_id: started.client_id, token: 'nothing' })).status).toBe(200)
})

test('T13 nothing is sent where the program did not say that it may, nor to what a browser runs', async () => {
  const register = (redirect_uris: unknown) =>
    fetch(`${served.url}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify({ redirect_uris }),
      headers: { 'content-type': 'application/json' },
    })
  for (const bad of [['javascript:alert(1)'], ['http://evil.example/'], [], 'text', ['https://a.example/#x']]) {
    const response = await register(bad)
    expect([bad, response.status, await response.json()]).toMatchObject([bad, 400, { error: 'invalid_request' }])
  }
  const { asked } = await begin()
  asked.searchParams.set('redirect_uri', 'https://evil.example/')
  expect((await studio('GET', `authorization${asked.search}`)).status).toBe(404)
  const { asked: plain } = await begin()
  plain.searchParams.set('code_challenge_method', 'plain')
  expect((await studio('GET', `authorization${plain.search}`)).status).toBe(400)
  for (const bad of ['mcp/apps/%E0%A4%A', 'mcp?x=1', 'api/v1', 'mcp/apps/a/b']) {
    const { asked: elsewhere } = await begin()
    elsewhere.searchParams.set('resource', `${served.app.studio.system.appUrl}/${bad}`)
    expect([bad, (await studio('GET', `authorization${elsewhere.search}`)).status]).toEqual([bad, 400])
  }
  const { asked: foreign } = await begin()
  foreign.searchParams.set('resource', 'https://other.example/mcp')
  expect((await studio('GET', `authorization${foreign.search}`)).status).toBe(400)
})

test('a program may do what its member may, as he stands now, and nothing once he has left', async () => {
  const { studio: other, person } = served.app
  const runner = await other.signUp('runner', person.workspaceId)
  const started = await begin()
  const code = (await allow(started.asked, runner)).searchParams.get('code') ?? ''
  const fields = { client_id: started.client_id, code, code_verifier: started.verifier }
  const tokens = Tokens.parse(await (await form('token', { grant_type: 'authorization_code', ...fields })).json())
  expect(await (await list(tokens.access_token)).text()).toContain('helper')
  const isTheirs = and(eq(members.userId, runner.userId), eq(members.workspaceId, person.workspaceId))
  await other.system.db.update(members).set({ role: 'viewer' }).where(isTheirs)
  await expect.poll(async () => (await list(tokens.access_token)).status, { timeout: 5_000 }).toBe(401)
  await other.system.db.update(members).set({ role: 'runner' }).where(isTheirs)
  await expect.poll(async () => (await list(tokens.access_token)).status, { timeout: 5_000 }).toBe(200)
  await other.system.db.delete(members).where(isTheirs)
  await expect.poll(async () => (await list(tokens.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await form('token', refresh(started.client_id, tokens))).status).toBe(400)
})

test('apps that are kept for keys are let out by editors alone', async () => {
  const { studio: other, person } = served.app
  const settings = {
    slug: 'helper',
    allowedOrigins: [],
    title: 'helper',
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
  }
  const publication = `/api/studio/apps/${served.app.appId}/publication`
  await served.app.ask('PUT', publication, { ...settings, access: 'key' })
  const { asked } = await begin()
  const appsFor = async (who: TestPerson) =>
    z
      .object({ apps: z.array(z.unknown()) })
      .parse(await (await studio('GET', `authorization${asked.search}`, undefined, who)).json()).apps.length
  expect(await appsFor(person)).toBe(1)
  expect(await appsFor(await other.signUp('runner', person.workspaceId))).toBe(0)
  await served.app.ask('PUT', publication, { ...settings, access: 'link' })
})

test('programs that nobody let in go after a day, with codes that nobody fetched; others stay', async () => {
  const { db } = served.app.studio.system
  const forgotten = await begin()
  await allow(forgotten.asked)
  const kept = await begin()
  await tokensOf(kept)
  await sweepPrograms(db, Date.now() + 2 * 86_400_000)
  const ids = (await db.select({ id: oauthClients.id }).from(oauthClients)).map(({ id }) => id)
  expect(ids).toContain(kept.client_id)
  expect(ids).not.toContain(forgotten.client_id)
  expect(await db.$count(oauthCodes, eq(oauthCodes.clientId, forgotten.client_id))).toBe(0)
})
