import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { channelMessages } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { findIssuerKey, issuerKeys } from './issuer-keys'

const APP_ID = '11111111-2222-3333-4444-555555555555'
const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration'
const SERVICE_URL = 'https://smba.trafficmanager.net/teams/'
const Created = z.object({ channel: z.object({ url: z.string() }) })

const trusted = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keySet = (...kids: string[]) => ({
  keys: kids.map((kid) => ({
    ...trusted.publicKey.export({ format: 'jwk' }),
    use: 'sig',
    kid,
    x5t: kid,
    endorsements: kid === 'directline' ? ['directline'] : ['msteams', 'skype'],
  })),
})

let app: TestApp
let hook = ''

beforeAll(async () => {
  app = await createTestApp('teams', chatApp([], ['in.message -> out.text']))
  dropSingleton('issuer-keys')
  const responses: Record<string, unknown> = {
    [METADATA]: { issuer: 'https://api.botframework.com', jwks_uri: `${METADATA}/keys` },
    [`${METADATA}/keys`]: keySet('key-1', 'directline'),
  }
  await issuerKeys().find(METADATA, 'key-1', async (url) => responses[url])
  const id = newId()
  const { system } = app.studio
  const { workspaceId } = app.person
  await system.db.insert(integrationConnections).values({
    id,
    workspaceId,
    plugin: 'microsoft-teams',
    kind: 'bot',
    name: 'Bot',
    state: 'ok',
    encryptedSecrets: await system.keyring.seal(system.db, { workspaceId, id, type: 'integration' }, '{}'),
  })
  const body = { plugin: 'microsoft-teams', connectionId: id, values: { appId: APP_ID } }
  const created = await app.request('POST', `/api/studio/apps/${app.appId}/channels`, body)
  hook = new URL(Created.parse(created).channel.url).pathname
})
afterAll(async () => {
  dropSingleton('issuer-keys')
  await app.close()
})
beforeEach(() => app.studio.system.db.delete(channelMessages))

const seconds = () => Math.floor(Date.now() / 1_000)
const claims = (overrides: JsonObject = {}): JsonObject => ({
  iss: 'https://api.botframework.com',
  aud: APP_ID,
  serviceurl: SERVICE_URL,
  nbf: seconds() - 60,
  exp: seconds() + 3_600,
  ...overrides,
})

function tokenOf(payload: JsonObject, { header = {}, key = trusted.privateKey } = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${encode({ typ: 'JWT', alg: 'RS256', kid: 'key-1', ...header })}.${encode(payload)}`
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`
}

const activity = (overrides: JsonObject = {}): JsonObject => ({
  type: 'message',
  id: '1485983408511',
  timestamp: '2026-11-30T20:10:20.863Z',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  textFormat: 'plain',
  text: '<at>Handbook</at> When do you open?&nbsp;',
  from: {
    id: '29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgFmB39ATiQWA85gQtHieVkKilBZ9XHoq9j7Zaqt7CZ-NJWi7me2kHTL3Bw',
    name: 'Ada',
  },
  recipient: { id: `28:${APP_ID}`, name: 'Handbook' },
  conversation: {
    conversationType: 'channel',
    isGroup: true,
    id: '19:253b1f341670408fb6fe51050b6e5ceb@thread.skype;messageid=1485983194839',
  },
  entities: [
    { type: 'mention', mentioned: { id: `28:${APP_ID}`, name: 'Handbook' }, text: '<at>Handbook</at>' },
    { type: 'clientInfo', locale: 'en-US' },
  ],
  ...overrides,
})

const deliver = (token: string | null, body: JsonObject = activity()) =>
  app.router.request(hook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
const messages = () => app.studio.system.db.select().from(channelMessages).orderBy(asc(channelMessages.id))

test('stores a verified mention in its reply chain, once', async () => {
  expect((await deliver(tokenOf(claims()))).status).toBe(200)
  expect((await deliver(tokenOf(claims()))).status).toBe(200)
  const conversation = '19:253b1f341670408fb6fe51050b6e5ceb@thread.skype;messageid=1485983194839'
  expect(await messages()).toMatchObject([
    { conversation, text: 'When do you open?', target: { serviceUrl: SERVICE_URL, replyTo: '1485983408511' } },
  ])
})

test.each([
  ['another issuer', () => tokenOf(claims({ iss: 'https://sts.windows.net/x/' }))],
  ['another audience', () => tokenOf(claims({ aud: '99999999-2222-3333-4444-555555555555' }))],
  ['an expired token', () => tokenOf(claims({ exp: seconds() - 301 }))],
  ['a token of the future', () => tokenOf(claims({ nbf: seconds() + 310 }))],
  ['a token without an expiry', () => tokenOf({ iss: 'https://api.botframework.com', aud: APP_ID })],
  ['another service URL', () => tokenOf(claims({ serviceurl: 'https://example.com/' }))],
  ['no service URL', () => tokenOf({ ...claims(), serviceurl: null })],
  ['another key', () => tokenOf(claims(), { key: stranger.privateKey })],
  ['an unknown key', () => tokenOf(claims(), { header: { kid: 'key-9' } })],
  ['a key without the endorsement of Teams', () => tokenOf(claims(), { header: { kid: 'directline' } })],
  ['the algorithm “none”', () => `${tokenOf(claims(), { header: { alg: 'none' } }).replace(/[^.]*$/, '')}`],
  ['a symmetric algorithm', () => tokenOf(claims(), { header: { alg: 'HS256' } })],
  ['text', () => 'x.y.z'],
  ['no token', () => null],
])('rejects %s', async (_, token) => {
  expect((await deliver(token())).status).toBe(401)
  expect(await messages()).toEqual([])
})

test('rejects a token that belongs to an activity of another service', async () => {
  const body = activity({ serviceUrl: 'https://attacker.example/' })
  expect((await deliver(tokenOf(claims()), body)).status).toBe(401)
})

test('ignores bots, other activities, and channel messages that do not mention it', async () => {
  for (const body of [
    activity({ from: { id: '28:other-bot' } }),
    activity({ type: 'conversationUpdate' }),
    activity({ entities: [] }),
    activity({ text: '<at>Handbook</at>' }),
  ])
    expect((await deliver(tokenOf(claims()), body)).status).toBe(200)
  expect(await messages()).toEqual([])
})

test('answers every message of a direct chat', async () => {
  const conversation = {
    conversationType: 'personal',
    id: 'a:17I0kl8EkpE1O9PH5TWrzrLNwnWWcfrU7QZjKR0WSfOpzbfcAg2IaydGElSo10tVr4C7Fc6GtieTJX663WuJCc1uA83n4CSrHSgGBj5XNYLcVlJAs2ZX8DbYBPck201w-',
  }
  await deliver(tokenOf(claims()), activity({ conversation, entities: [], text: 'Hello' }))
  expect(await messages()).toMatchObject([{ text: 'Hello', conversation: conversation.id }])
})

test('loads the keys through the network of the workspace, once for requests that arrive together', async () => {
  const seen: string[] = []
  let status = 503
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(request.url === '/keys' ? keySet('key-7') : { jwks_uri: `${origin}/keys` }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  process.env.EGRESS_ALLOW = origin
  dropSingleton('env')
  await closeEgress()
  try {
    const { system } = app.studio
    const find = (kid: string) =>
      findIssuerKey(system, app.person.workspaceId, { metadataUrl: `${origin}/metadata`, kid })
    await expect(find('key-7')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    status = 200
    seen.length = 0
    const keys = await Promise.all([find('key-7'), find('key-7'), find('key-8')])
    expect(keys.map((key) => key?.endorsements ?? null)).toEqual([['msteams', 'skype'], ['msteams', 'skype'], null])
    expect(await find('key-9')).toBeNull()
    expect(seen).toEqual(['/metadata', '/keys'])
  } finally {
    server.close()
    delete process.env.EGRESS_ALLOW
    dropSingleton('env')
    await closeEgress()
  }
})
