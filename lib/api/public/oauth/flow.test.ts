import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { oauthClients, oauthGrants } from '@/lib/db/schema/oauth'
import { runs } from '@/lib/db/schema/runs'
import type { TestPerson } from '../../testing/test-studio'
import { CALLBACK } from './testing/desktop-client'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

test('authorizes a client that only knows the URL through a person, and runs apps as that person', async () => {
  const { client } = await oauth.connected()
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['helper'])
  const result = await client.callTool({ name: 'helper', arguments: { message: 'Hello' } })
  expect(result.structuredContent).toMatchObject({ status: 'succeeded', answer: 'You said: Hello' })
  const { runId } = z.object({ runId: z.string() }).parse(result.structuredContent)
  const [run] = await oauth.db.select({ endUser: runs.endUser }).from(runs).where(eq(runs.id, runId))
  expect(run?.endUser).toBe(`member:${oauth.served.app.person.userId}`)
  await client.close()
})

test('returns state and issuer with the answer (RFC 9207), including on denial', async () => {
  const { authorizeUrl } = await oauth.begin()
  const answer = await oauth.allow(authorizeUrl)
  expect(answer.href.startsWith(CALLBACK)).toBe(true)
  expect(answer.searchParams.get('state')).toBe('s')
  expect(answer.searchParams.get('iss')).toBe(oauth.appUrl)
  const consent = z
    .object({ denyTo: z.string() })
    .parse(await (await oauth.studio('GET', `authorization${authorizeUrl.search}`)).json())
  expect(new URL(consent.denyTo).searchParams.get('error')).toBe('access_denied')
})

test('limits a client for one app to that app, and its token to that resource', async () => {
  const { client, desktop } = await oauth.connected('/mcp/apps/helper')
  expect((await client.listTools()).tools).toHaveLength(1)
  const token = desktop.tokens()?.access_token ?? ''
  expect((await oauth.list(token, '/mcp/apps/helper')).status).toBe(200)
  expect((await oauth.list(token, '/mcp')).status).toBe(401)
  await client.close()
})

test('allows all of MCP to a client that only names the server', async () => {
  for (const end of ['', '/']) {
    const started = await oauth.begin()
    started.authorizeUrl.searchParams.set('resource', oauth.appUrl + end)
    expect((await oauth.list((await oauth.tokensOf(started)).access_token)).status).toBe(200)
  }
})

test('accepts MCP tokens in no other API, and keys on no studio page', async () => {
  const tokens = await oauth.tokensOf(await oauth.begin())
  for (const path of ['/api/openai/v1/models', '/api/v1/apps/helper/conversations', '/v1/info']) {
    const response = await fetch(`${oauth.served.url}${path}`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect([path, response.status]).toEqual([path, 401])
  }
})

test('refers to the authorization metadata in a 401, including for unknown apps', async () => {
  for (const path of ['/mcp', '/mcp/apps/helper', '/mcp/apps/nothing']) {
    const challenge = (await oauth.list('pb_mcp_nobody', path)).headers.get('www-authenticate') ?? ''
    const address = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? ''
    const metadata = z.object({ resource: z.string() }).parse(await (await fetch(address)).json())
    expect(metadata.resource).toBe(`${oauth.served.url}${path}`)
  }
})

test('accepts a code once, and revokes its tokens on reuse', async () => {
  const fields = await oauth.allowed(await oauth.begin())
  const tokens = await oauth.tokensFor(fields)
  expect((await oauth.list(tokens.access_token)).status).toBe(200)
  const secondResponse = await oauth.form('token', fields)
  expect([secondResponse.status, await secondResponse.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  await oauth.expectStatus(tokens.access_token, 401)
  expect((await oauth.renew(fields, tokens)).status).toBe(400)
})

test('rejects a code without its PKCE verifier, from another client, or with another redirect URI', async () => {
  const other = await oauth.begin()
  for (const wrongParams of [
    { code_verifier: 'x'.repeat(43) },
    { client_id: other.client_id },
    { redirect_uri: 'http://localhost:33418/other' },
  ]) {
    const validCode = await oauth.allowed(await oauth.begin())
    expect((await oauth.form('token', { ...validCode, ...wrongParams })).status).toBe(400)
    // There is one attempt.
    expect((await oauth.form('token', validCode)).status).toBe(400)
  }
})

test('has one grant per client after reconnecting', async () => {
  const started = await oauth.begin()
  const before = await oauth.tokensOf(started)
  const after = await oauth.tokensOf(started)
  await oauth.expectStatus(before.access_token, 401)
  expect((await oauth.list(after.access_token)).status).toBe(200)
})

test('lets a person remove only their own clients', async () => {
  const { client, desktop } = await oauth.connected()
  const { programs } = z
    .object({ programs: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await (await oauth.studio('GET', '')).json())
  const deskClient = programs.find(({ name }) => name === 'Desk')
  expect(deskClient).toBeDefined()
  const stranger = await oauth.served.app.studio.signUp('editor')
  expect((await oauth.studio('DELETE', deskClient?.id ?? '', undefined, stranger)).status).toBe(404)
  for (const { id } of programs) expect((await oauth.studio('DELETE', id)).status).toBe(200)
  await oauth.expectStatus(desktop.tokens()?.access_token ?? '', 401)
  await client.close()
})

test('asks the person again for a removed client of the SDK, and registers a forgotten one first', async () => {
  for (const isForgotten of [false, true]) {
    const { client, desktop } = await oauth.connected()
    await client.close()
    const before = { token: desktop.tokens()?.access_token ?? '', id: desktop.store.client?.client_id ?? '' }
    const ends = isForgotten
      ? oauth.db.delete(oauthClients).where(eq(oauthClients.id, before.id))
      : oauth.db.delete(oauthGrants).where(eq(oauthGrants.clientId, before.id))
    await ends
    await oauth.expectStatus(before.token, 401)
    desktop.authorizeUrl = null
    const transport = oauth.transportOf(desktop)
    await expect(new Client({ name: 'desk', version: '1' }).connect(transport)).rejects.toThrow(UnauthorizedError)
    if (!desktop.authorizeUrl) throw new Error('the client has not asked for authorization')
    expect(desktop.store.client?.client_id === before.id).toBe(!isForgotten)
    const answer = await oauth.allow(desktop.authorizeUrl)
    await transport.finishAuth(answer.searchParams.get('code') ?? '')
    const second = await oauth.connect(desktop)
    expect((await second.listTools()).tools).toHaveLength(1)
    await second.close()
  }
})

test('revokes tokens (RFC 7009), including unknown ones without an error', async () => {
  const started = await oauth.begin()
  const tokens = await oauth.tokensOf(started)
  expect((await oauth.form('revoke', { client_id: started.client_id, token: tokens.refresh_token })).status).toBe(200)
  await oauth.expectStatus(tokens.access_token, 401)
  expect((await oauth.form('revoke', { client_id: started.client_id, token: 'nothing' })).status).toBe(200)
})

test('lets only editors authorize clients for key-only apps', async () => {
  const { studio: other, person } = oauth.served.app
  const settings = {
    slug: 'helper',
    allowedOrigins: [],
    title: 'helper',
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
  }
  const publication = `/api/studio/apps/${oauth.served.app.appId}/publication`
  await oauth.served.app.request('PUT', publication, { ...settings, access: 'key' })
  const { authorizeUrl } = await oauth.begin()
  const appsFor = async (caller: TestPerson) =>
    z
      .object({ apps: z.array(z.unknown()) })
      .parse(await (await oauth.studio('GET', `authorization${authorizeUrl.search}`, undefined, caller)).json()).apps
      .length
  expect(await appsFor(person)).toBe(1)
  expect(await appsFor(await other.signUp('runner', person.workspaceId))).toBe(0)
  await oauth.served.app.request('PUT', publication, { ...settings, access: 'link' })
})
