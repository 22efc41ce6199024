import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import { CALLBACK } from './testing/desktop-client'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

test('uses the error codes of the standards', async () => {
  const { client_id } = await oauth.begin()
  const reply = async (path: string, fields: Record<string, string>) => {
    const response = await oauth.form(path, fields)
    return [response.status, z.object({ error: z.string() }).parse(await response.json()).error]
  }
  expect(await reply('token', { grant_type: 'client_credentials' })).toEqual([400, 'unsupported_grant_type'])
  expect(await reply('token', { client_id })).toEqual([400, 'invalid_request'])
  const token = { grant_type: 'refresh_token', refresh_token: 'x' }
  expect(await reply('token', { ...token, client_id: 'my-client' })).toEqual([401, 'invalid_client'])
  expect(await reply('token', { ...token, client_id })).toEqual([400, 'invalid_grant'])
  expect(await reply('revoke', { client_id: newId(), token: 'x' })).toEqual([401, 'invalid_client'])
})

test('sends nothing to unregistered redirect URIs, nor to schemes that a browser executes', async () => {
  for (const bad of [['javascript:alert(1)'], ['http://evil.example/'], [], 'text', ['https://a.example/#x']]) {
    const rejected = await oauth.register({ redirect_uris: bad })
    expect([bad, rejected]).toMatchObject([bad, { status: 400, error: 'invalid_redirect_uri' }])
  }
  const { authorizeUrl: url } = await oauth.begin()
  url.searchParams.set('redirect_uri', 'https://evil.example/')
  expect((await oauth.studio('GET', `authorization${url.search}`)).status).toBe(404)
  const { authorizeUrl: plain } = await oauth.begin()
  plain.searchParams.set('code_challenge_method', 'plain')
  expect((await oauth.studio('GET', `authorization${plain.search}`)).status).toBe(400)
  for (const bad of ['mcp/apps/%E0%A4%A', 'mcp?x=1', 'api/v1', 'mcp/apps/a/b']) {
    const { authorizeUrl: elsewhere } = await oauth.begin()
    elsewhere.searchParams.set('resource', `${oauth.appUrl}/${bad}`)
    expect([bad, (await oauth.studio('GET', `authorization${elsewhere.search}`)).status]).toEqual([bad, 400])
  }
  const { authorizeUrl: foreign } = await oauth.begin()
  foreign.searchParams.set('resource', 'https://other.example/mcp')
  expect((await oauth.studio('GET', `authorization${foreign.search}`)).status).toBe(400)
})

test('keeps only acceptable redirect URIs', async () => {
  expect(
    await oauth.register({ redirect_uris: ['raycast://oauth', 'https://raycast.example/redirect'] }),
  ).toMatchObject({
    status: 201,
    redirect_uris: ['https://raycast.example/redirect'],
  })
  const longUris = Array.from({ length: 3 }, (_, i) => `https://x.example/${i}${'a'.repeat(900)}`)
  expect(await oauth.register({ redirect_uris: longUris })).toMatchObject({
    status: 400,
    error: 'invalid_redirect_uri',
  })
  expect(await oauth.register({ redirect_uris: [CALLBACK], client_name: 5 })).toMatchObject({
    status: 400,
    error: 'invalid_client_metadata',
  })
})

test("does not let a client's name imitate our own text", async () => {
  const nameOf = async (client_name: string) =>
    (await oauth.register({ redirect_uris: [CALLBACK], client_name })).client_name
  expect(await nameOf('\u202eCl\u202caude” in? “It is "checked')).toBe('Claude in? It is checked')
  for (const empty of ['\u3164', ' … ', '””', '']) expect(await nameOf(empty)).toBe('Unnamed client')
  expect(await nameOf('桌面')).toBe('桌面')
})

test("serves metadata to a client's page in a browser, but nothing of MCP", async () => {
  const origin = { origin: 'https://inspector.example' }
  for (const path of ['/oauth/token', '/oauth/register', '/.well-known/oauth-authorization-server/mcp']) {
    const { status, headers } = await fetch(`${oauth.served.url}${path}`, { method: 'OPTIONS', headers: origin })
    expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 204, '*'])
    expect(headers.get('access-control-allow-headers')).toContain('mcp-protocol-version')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  }
  const failed = await fetch(`${oauth.served.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: origin,
  })
  expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([400, '*'])
  const walled = await fetch(`${oauth.served.url}/mcp`, { method: 'POST', body: '{}', headers: origin })
  expect([walled.status, walled.headers.get('access-control-allow-origin')]).toEqual([403, null])
})

test('does not echo invalid app addresses in a header', async () => {
  const response = await oauth.list('pb_mcp_nobody', '/mcp/apps/a%22b%0d%0a')
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe(
    `Bearer resource_metadata="${oauth.served.url}/.well-known/oauth-protected-resource/mcp"`,
  )
})
