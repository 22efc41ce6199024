import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { chatApp } from '@/lib/nodes/testing/run-app'

const SECRET = '0f742231b10e88880000990000000a50'
const Created = z.object({ channel: z.object({ url: z.string() }) })

let app: TestApp
let hook = ''

beforeAll(async () => {
  app = await createTestApp('hostile', chatApp([], ['in.message -> out.text']))
  const id = newId()
  const { system } = app.studio
  const { workspaceId } = app.person
  const sealed = await system.keyring.seal(system.db, { workspaceId, id, type: 'integration' }, '{"key":"xoxb-1"}')
  await system.db
    .insert(integrationConnections)
    .values({ id, workspaceId, plugin: 'slack', kind: 'bot-token', name: 'S', state: 'ok', encryptedSecrets: sealed })
  const body = { plugin: 'slack', connectionId: id, values: { signingSecret: SECRET } }
  const created = await app.request('POST', `/api/studio/apps/${app.appId}/channels`, body)
  hook = new URL(Created.parse(created).channel.url).pathname
})
afterAll(() => app.close())
beforeEach(() => app.studio.system.db.delete(channelMessages))

const MENTION = JSON.stringify({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event: { type: 'app_mention', user: 'U1', text: '<@U0> Why?', channel: 'C1', ts: '1700000000.000100' },
})

interface Sent {
  /** Difference to now in milliseconds. */
  offset?: number
  /** Signed instead of the body. */
  signed?: string
  signature?: (signature: string) => string | null
  headers?: Readonly<Record<string, string>>
}

async function send(body: string, { offset = 0, signed = body, signature = (it) => it, headers }: Sent = {}) {
  const seconds = String(Math.floor((Date.now() + offset) / 1_000))
  const mac = createHmac('sha256', SECRET).update(`v0:${seconds}:${signed}`).digest('hex')
  const value = signature(`v0=${mac}`)
  const response = await app.router.request(hook, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': seconds,
      ...headers,
      ...(value === null ? {} : { 'x-slack-signature': value }),
    },
    body,
  })
  return response.status
}
const stored = async () => (await app.studio.system.db.select().from(channelMessages)).length

test.each<[string, Sent]>([
  ['a missing signature', { signature: () => null }],
  ['an empty signature', { signature: () => '' }],
  ['a wrong signature', { signature: (it) => it.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }],
  ['a signature that is too short', { signature: (it) => it.slice(0, -2) }],
  ['a signature that is too long', { signature: (it) => `${it}00` }],
  ['a signature without its version', { signature: (it) => it.slice(3) }],
  ['a signature of another body', { signed: '{}' }],
  ['a signature of five minutes ago', { offset: -302_000 }],
  ['a signature of the future', { offset: 310_000 }],
])('rejects %s with 401, and stores nothing', async (_, sent) => {
  expect(await send(MENTION, sent)).toBe(401)
  expect(await stored()).toBe(0)
})

test('accepts a hundred replays of a request, and stores its message once', async () => {
  const statuses = await Promise.all(Array.from({ length: 100 }, () => send(MENTION)))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await stored()).toBe(1)
})

test.each([
  ['[]', 200],
  ['"text"', 200],
  ['null', 200],
  ['{"type":"event_callback","event":[]}', 200],
  ['{', 400],
  ['', 400],
  [JSON.stringify({ text: 'x'.repeat(1_000_001) }), 413],
])('answers the signed body %.40j with %i, and stores nothing', async (body, status) => {
  expect(await send(body)).toBe(status)
  expect(await stored()).toBe(0)
})

test('rejects compressed bodies before it reads them', async () => {
  for (const encoding of ['br', 'gzip'])
    expect(await send(MENTION, { headers: { 'content-encoding': encoding } })).toBe(415)
  expect(await stored()).toBe(0)
})

test('a copy of the app has no channel', async () => {
  const { id } = z
    .object({ id: z.string() })
    .parse(await app.request('POST', `/api/studio/apps/${app.appId}/duplicate`))
  const rows = await app.studio.system.db.select({ appId: channels.appId }).from(channels)
  expect(rows.map(({ appId }) => appId)).toEqual([app.appId])
  expect(id).not.toBe(app.appId)
})
