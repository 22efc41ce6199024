import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import { members, users } from '@/lib/db/schema/auth'
import { oauthClients, oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { runs } from '@/lib/db/schema/runs'
import { viewerOfCaller } from '@/lib/services/knowledge/viewer-of-caller'
import { registerProgram, sweepPrograms } from '@/lib/services/programs/programs'
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

async function tokensOf({ client_id, verifier, asked }: Awaited<ReturnType<typeof begin>>, person?: TestPerson) {
  const code = (await allow(asked, person)).searchParams.get('code') ?? ''
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
  // The same answer again, so that two who ask at once do not shut each other out.
  expect(Tokens.parse(await (await renew(first)).json())).toEqual(second)
  expect((await list(second.access_token)).status).toBe(200)
  await rotatedLongAgo(started.client_id)
  expect((await renew(first)).status).toBe(400)
  await expect.poll(async () => (await list(second.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await renew(second)).status).toBe(400)
})

const rotatedLongAgo = (clientId: string) =>
  served.app.studio.system.db
    .update(oauthGrants)
    .set({ rotatedAt: new Date(Date.now() - 60_000) })
    .where(eq(oauthGrants.clientId, clientId))

test('a stolen token ends the grant also when the thief has renewed it many times', async () => {
  const started = await begin()
  const renew = async (refresh_token: string) => form('token', refresh(started.client_id, { refresh_token }))
  const { tokens: first } = await tokensOf(started)
  const second = Tokens.parse(await (await renew(first.refresh_token)).json())
  const third = Tokens.parse(await (await renew(second.refresh_token)).json())
  expect((await renew(first.refresh_token)).status).toBe(400)
  await expect.poll(async () => (await list(third.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await renew(third.refresh_token)).status).toBe(400)

  // Another program's tokens are of another family, whoever shows what.
  const { tokens: other } = await tokensOf(await begin())
  expect((await renew(other.refresh_token)).status).toBe(400)
  expect((await list(other.access_token)).status).toBe(200)
})

test('who connects anew has one grant, not two', async () => {
  const started = await begin()
  const { tokens: before } = await tokensOf(started)
  const { tokens: after } = await tokensOf(started)
  await expect.poll(async () => (await list(before.access_token)).status, { timeout: 5_000 }).toBe(401)
  expect((await list(after.access_token)).status).toBe(200)
})

const call = (bearer: string, headers: Record<string, string> = {}, params: object = {}) =>
  fetch(`${served.url}/mcp`, {
    method: 'POST',
    body: JSON.stringify({
      ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
      params: { name: 'helper', arguments: { message: 'Hello' }, ...params },
    }),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${bearer}`,
      ...headers,
    },
  })

test('T69 a program reads the documents of its member; a key that names a member reads none of his', async () => {
  const { studio: other, person } = served.app
  const { db } = other.system
  const [ann, bob] = [
    await other.signUp('runner', person.workspaceId),
    await other.signUp('runner', person.workspaceId),
  ]
  const viewerOf = async (bearer: string, headers: Record<string, string> = {}) => {
    const runId = /"runId":"([^"]+)"/.exec(await (await call(bearer, headers)).text())?.[1] ?? ''
    const [run] = await db.select().from(runs).where(eq(runs.id, runId))
    if (!run) throw new Error('the tool has not run')
    const { workspaceId, appId, keyId, endUser, versionId, origin } = run
    return viewerOfCaller(db, { workspaceId, appId, keyId, endUser, versionId, origin, runId, userId: null })
  }
  const [annMail, bobMail] = [await mailOf(ann), await mailOf(bob)]
  const { tokens: annTokens } = await tokensOf(await begin(), ann)
  const { tokens: bobTokens } = await tokensOf(await begin(), bob)
  expect(await viewerOf(annTokens.access_token)).toEqual([`member:${annMail}`, 'role:runner'])
  expect(await viewerOf(bobTokens.access_token)).toEqual([`member:${bobMail}`, 'role:runner'])
  // The header is not a program's to set.
  const named = { 'patchbay-end-user': `member:${ann.userId}` }
  expect(await viewerOf(bobTokens.access_token, named)).toEqual([`member:${bobMail}`, 'role:runner'])
  expect(await viewerOf(served.apiKey, named)).toEqual([`user:member:${ann.userId}`])
})

test('T69 a call that runs ends when its program is removed, and goes on when it renews its tokens', async () => {
  const started = await begin()
  const { tokens } = await tokensOf(started)
  const letGo = served.holdBack()
  const ran = await call(tokens.access_token, {}, { _meta: { progressToken: 1 } })
  const renewed = Tokens.parse(await (await form('token', refresh(started.client_id, tokens))).json())
  const said = ran.text()
  // Longer than it takes to look again.
  const early = await Promise.race([said, delay(2_500, 'runs on')])
  expect(early).toBe('runs on')
  await form('revoke', { client_id: started.client_id, token: renewed.access_token })
  const ended = await said
  letGo()
  expect(ended).toContain('"isError":true')
  expect(ended).not.toContain('You said: Hello')
}, 30_000)

async function mailOf({ userId }: TestPerson): Promise<string> {
  const [found] = await served.app.studio.system.db
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, userId))
  return found?.email.toLowerCase() ?? ''
}

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
    expect([bad, response.status, await response.json()]).toMatchObject([bad, 400, { error: 'invalid_redirect_uri' }])
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

test('programs that nobody let in go after 30 days, with codes that nobody fetched; others stay', async () => {
  const { db } = served.app.studio.system
  const forgotten = await begin()
  await allow(forgotten.asked)
  const kept = await begin()
  await tokensOf(kept)
  const isThere = async ({ client_id }: { client_id: string }) =>
    (await db.$count(oauthClients, eq(oauthClients.id, client_id))) === 1
  await sweepPrograms(db, Date.now() + 2 * DAY_MS)
  expect(await db.$count(oauthCodes, eq(oauthCodes.clientId, forgotten.client_id))).toBe(0)
  expect([await isThere(kept), await isThere(forgotten)]).toEqual([true, true])
  // Where many wait, they wait a day.
  await sweepPrograms(db, Date.now() + 2 * DAY_MS, 1)
  expect([await isThere(kept), await isThere(forgotten)]).toEqual([true, false])
  const late = await begin()
  await sweepPrograms(db, Date.now() + 31 * DAY_MS)
  expect([await isThere(kept), await isThere(late)]).toEqual([true, false])
  // It is told that it must register anew.
  const gone = await form('token', refresh(late.client_id, { refresh_token: 'pb_mcr_x' }))
  expect([gone.status, await gone.json()]).toMatchObject([401, { error: 'invalid_client' }])
})

const DAY_MS = 86_400_000

test('so many programs may wait for somebody who lets them in', async () => {
  const { db } = served.app.studio.system
  const program = { name: 'Desk', redirectUris: [CALLBACK] }
  await begin()
  expect(await registerProgram(db, program, 1)).toBeNull()
  expect(await registerProgram(db, program, 1_000)).not.toBeNull()
})

test('failures are called as the standards call them', async () => {
  const { client_id } = await begin()
  const said = async (path: string, fields: Record<string, string>) => {
    const response = await form(path, fields)
    return [response.status, z.object({ error: z.string() }).parse(await response.json()).error]
  }
  expect(await said('token', { grant_type: 'client_credentials' })).toEqual([400, 'unsupported_grant_type'])
  expect(await said('token', { client_id })).toEqual([400, 'invalid_request'])
  const token = { grant_type: 'refresh_token', refresh_token: 'x' }
  expect(await said('token', { ...token, client_id: 'my-client' })).toEqual([401, 'invalid_client'])
  expect(await said('token', { ...token, client_id })).toEqual([400, 'invalid_grant'])
  expect(await said('revoke', { client_id: newId(), token: 'x' })).toEqual([401, 'invalid_client'])
})

const register = async (body: object) => {
  const response = await fetch(`${served.url}/oauth/register`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  const answer = z.object({ client_name: z.string(), redirect_uris: z.array(z.string()), error: z.string() }).partial()
  return { status: response.status, ...answer.parse(await response.json()) }
}

test('of several addresses to go back to those are left that may be gone back to', async () => {
  expect(await register({ redirect_uris: ['raycast://oauth', 'https://raycast.example/redirect'] })).toMatchObject({
    status: 201,
    redirect_uris: ['https://raycast.example/redirect'],
  })
  const long = Array.from({ length: 3 }, (_, i) => `https://x.example/${i}${'a'.repeat(900)}`)
  expect(await register({ redirect_uris: long })).toMatchObject({ status: 400, error: 'invalid_redirect_uri' })
  expect(await register({ redirect_uris: [CALLBACK], client_name: 5 })).toMatchObject({
    status: 400,
    error: 'invalid_client_metadata',
  })
})

test('a name says nothing in our words', async () => {
  const nameOf = async (client_name: string) => (await register({ redirect_uris: [CALLBACK], client_name })).client_name
  expect(await nameOf('\u202eCl\u202caude” in? “It is "checked')).toBe('Claude in? It is checked')
  for (const empty of ['\u3164', ' … ', '””', '']) expect(await nameOf(empty)).toBe('A program without a name')
  expect(await nameOf('桌面')).toBe('桌面')
})

test('a program that names the server alone may call all of MCP', async () => {
  for (const end of ['', '/']) {
    const started = await begin()
    started.asked.searchParams.set('resource', served.app.studio.system.appUrl + end)
    expect((await list((await tokensOf(started)).tokens.access_token)).status).toBe(200)
  }
})

test('a page of a program reads what it needs to ask, and nothing of MCP', async () => {
  const origin = { origin: 'https://inspector.example' }
  for (const path of ['/oauth/token', '/oauth/register', '/.well-known/oauth-authorization-server/mcp']) {
    const { status, headers } = await fetch(`${served.url}${path}`, { method: 'OPTIONS', headers: origin })
    expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 204, '*'])
    expect(headers.get('access-control-allow-headers')).toContain('mcp-protocol-version')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  }
  const failed = await fetch(`${served.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: origin,
  })
  expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([400, '*'])
  const walled = await fetch(`${served.url}/mcp`, { method: 'POST', body: '{}', headers: origin })
  expect([walled.status, walled.headers.get('access-control-allow-origin')]).toEqual([403, null])
})

test('T10 what is no address of an app is not repeated in a header', async () => {
  const response = await list('pb_mcp_nobody', '/mcp/apps/a%22b%0d%0a')
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe(
    `Bearer resource_metadata="${served.url}/.well-known/oauth-protected-resource/mcp"`,
  )
})

test('a member who is removed and comes back finds none of his programs let in', async () => {
  const { studio: other, person } = served.app
  const runner = await other.signUp('runner', person.workspaceId)
  const { tokens } = await tokensOf(await begin(), runner)
  expect((await list(tokens.access_token)).status).toBe(200)
  const path = `/api/studio/members/${runner.userId}`
  expect((await other.call({ method: 'DELETE', path, person })).status).toBe(200)
  await other.system.db
    .insert(members)
    .values({ userId: runner.userId, workspaceId: person.workspaceId, role: 'runner' })
  await expect.poll(async () => (await list(tokens.access_token)).status, { timeout: 5_000 }).toBe(401)
})
