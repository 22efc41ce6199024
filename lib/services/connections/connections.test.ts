import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { connections } from '@/lib/db/schema/models'
import { auditEvents } from '@/lib/db/schema/people'
import { dropSingleton } from '@/lib/platform/singleton'
import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'
import { forgetConnection, resolveConnection } from './resolve-connection'

let studio: TestStudio
let owner: TestPerson
let server: WireServer

beforeAll(async () => {
  server = await startWireServer((_, response) => sendJson(response, 200, { data: [{ id: 'm' }, { id: 'embed-x' }] }))
  // Private mode: the real services named in these tests are never called.
  Object.assign(process.env, { EGRESS_ALLOW: server.url, EGRESS_ONLY: 'nowhere.invalid' })
  for (const key of ['env', 'egress', 'egress-models']) dropSingleton(key)
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(async () => {
  await server.close()
  await studio.close()
})

const PATH = '/api/studio/connections'
const KEY = 'CANARY-first-key-1111'

async function call(method: string, path: string, body?: object) {
  const response = await studio.call({ method, path, person: owner, ...(body ? { body } : {}) })
  return { status: response.status, body: await response.json() }
}

const customConnection = (overrides: object = {}) => ({
  name: 'Own',
  provider: 'openai-compatible',
  baseUrl: `${server.url}/v1`,
  ...overrides,
})
const resolve = (id: string) =>
  resolveConnection({ db: studio.system.db, system: studio.system, workspace: { id: owner.workspaceId, name: '' } }, id)

test('a connection is saved, tested and shown with its models, without its key', async () => {
  const { status, body } = await call('POST', PATH, customConnection({ apiKey: KEY, limits: { maxConcurrent: 2 } }))
  expect([status, body.status, body.hasKey, body.last4]).toEqual([200, 'ok', true, '1111'])
  expect(body.models.map(({ id, ability }: { id: string; ability: string }) => [id, ability])).toEqual([
    ['m', 'chat'],
    ['embed-x', 'embed'],
  ])
  expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`)
  expect(await resolve(body.id)).toEqual({
    name: 'Own',
    provider: 'openai-compatible',
    baseUrl: `${server.url}/v1`,
    apiKey: KEY,
    keys: [KEY],
    fields: { alwaysStream: 'no' },
    limits: { maxConcurrent: 2 },
  })
})

test('a corrected connection that works for the first time becomes the default; a later test does not', async () => {
  const person = await studio.signUp('owner')
  const request = async (method: string, path: string, body?: object) =>
    (await studio.call({ method, path, person, ...(body ? { body } : {}) })).json()
  const defaultChat = async () => (await request('GET', '/api/studio/models')).defaultChat
  const builtin = await defaultChat()
  const created = await request('POST', PATH, customConnection({ baseUrl: 'http://127.0.0.1:9/v1' }))
  expect([created.status, await defaultChat()]).toEqual(['failing', builtin])
  await request('PATCH', `${PATH}/${created.id}`, { baseUrl: `${server.url}/v1` })
  expect(await defaultChat()).toMatchObject({ connection: created.id, model: 'm' })
  // A person's change is not overridden.
  await request('PUT', '/api/studio/models/default', { chat: null })
  await request('POST', `${PATH}/${created.id}/test`, {})
  expect(await defaultChat()).toEqual(builtin)
})

test.each(['evil.tld/x', 'a@evil', 'a.b', 'a/b', 'x'.repeat(41)])(
  'rejects the region “%s” at its field, and stores and calls nothing',
  async (region) => {
    const before = [server.requests.length, (await call('GET', PATH)).body.connections.length]
    const fields = { endpoint: 'workspace', workspace: 'llm-1', region }
    const { status, body } = await call('POST', PATH, { name: 'A', provider: 'alibaba', apiKey: KEY, fields })
    expect([status, body.error.code]).toEqual([400, 'INVALID_INPUT'])
    expect(body.error.details).toEqual([
      { path: ['fields', 'region'], message: 'Small letters, digits and hyphens only.' },
    ])
    expect([server.requests.length, (await call('GET', PATH)).body.connections.length]).toEqual(before)
  },
)

test('reports an unknown field, a wrong option and a malformed key', async () => {
  const rejectionOf = async (overrides: object) =>
    (await call('POST', PATH, { name: 'A', apiKey: KEY, ...overrides })).body.error.message
  expect(await rejectionOf({ provider: 'anthropic', fields: { region: 'eu' } })).toMatch(/no setting of this name/)
  expect(await rejectionOf({ provider: 'tencent', fields: { service: 'evil' } })).toMatch(/^Choose one of/)
  expect(await rejectionOf({ provider: 'anthropic', apiKey: 'sk-ant-1\nx-evil: 1' })).toMatch(/no spaces, line breaks/)
  expect(await rejectionOf({ provider: 'huawei' })).toBe('Enter the address of the service.')
})

test('a field that changes the host requires the key again and deletes the further ones', async () => {
  const created = await call('POST', PATH, {
    name: 'Model Studio',
    provider: 'alibaba',
    fields: { endpoint: 'singapore' },
    apiKey: KEY,
    moreKeys: ['CANARY-second-key-2222'],
  })
  expect(created.body.baseUrl).toBe('https://dashscope-intl.aliyuncs.com/compatible-mode/v1')
  const path = `${PATH}/${created.body.id}`
  const moved = { fields: { endpoint: 'beijing' } }
  const rejected = await call('PATCH', path, moved)
  expect([rejected.status, rejected.body.error.message]).toEqual([400, expect.stringMatching(/another host/)])
  expect(rejected.body.error.details).toMatchObject([{ path: ['apiKey'], key: 'connections.keyWantedAgain' }])
  expect((await resolve(created.body.id)).baseUrl).toContain('dashscope-intl')
  const { body } = await call('PATCH', path, { ...moved, apiKey: 'CANARY-other-key-3333' })
  expect([body.baseUrl, body.last4, body.moreKeys]).toEqual([
    'https://dashscope.aliyuncs.com/compatible-mode/v1',
    '3333',
    [],
  ])
})

test('another host or no TLS requires the key again; another path does not', async () => {
  const { body } = await call('POST', PATH, customConnection({ apiKey: KEY }))
  const path = `${PATH}/${body.id}`
  expect((await call('PATCH', path, { baseUrl: 'https://evil.example/v1' })).status).toBe(400)
  expect((await call('PATCH', path, { baseUrl: server.url.replace('http:', 'https:') })).status).toBe(400)
  expect((await call('PATCH', path, { baseUrl: `${server.url}/v2` })).body.baseUrl).toBe(`${server.url}/v2`)
})

test('a key entered during a concurrent change never goes to the other address', async () => {
  const { body } = await call(
    'POST',
    PATH,
    customConnection({ baseUrl: 'https://evil.example/v1', apiKey: 'CANARY-evil-key-0000' }),
  )
  const path = `${PATH}/${body.id}`
  const { keyring } = studio.system
  const seal = keyring.seal.bind(keyring)
  const gate = Promise.withResolvers<void>()
  const sealing = vi.spyOn(keyring, 'seal').mockImplementationOnce(async (...args) => {
    await gate.promise
    return seal(...args)
  })
  // This request has read the previous connection and is slow to save it.
  const slow = call('PATCH', path, { moreKeys: { add: ['CANARY-more-key-5555'] } })
  await vi.waitUntil(() => sealing.mock.calls.length > 0)
  expect((await call('PATCH', path, { baseUrl: `${server.url}/v1`, apiKey: KEY })).status).toBe(200)
  gate.resolve()
  expect((await slow).status).toBe(409)
  sealing.mockRestore()
  const { baseUrl, keys } = await resolve(body.id)
  expect([baseUrl, keys]).toEqual([`${server.url}/v1`, [KEY]])
})

test('further keys are added and removed, each encrypted for its own row and never shown', async () => {
  const { body } = await call('POST', PATH, customConnection({ apiKey: KEY, moreKeys: ['CANARY-second-key-2222'] }))
  const path = `${PATH}/${body.id}`
  const added = await call('PATCH', path, { moreKeys: { add: ['CANARY-third-key-3333'] } })
  expect(added.body.moreKeys.map(({ last4 }: { last4: string }) => last4)).toEqual(['2222', '3333'])
  expect((await resolve(body.id)).keys).toEqual([KEY, 'CANARY-second-key-2222', 'CANARY-third-key-3333'])
  const removed = await call('PATCH', path, { moreKeys: { remove: [body.moreKeys[0].id] } })
  expect((await resolve(body.id)).keys).toEqual([KEY, 'CANARY-third-key-3333'])
  const responses = JSON.stringify([added.body, removed.body, (await call('GET', PATH)).body])
  expect(responses).not.toContain('CANARY')
  const [row] = await studio.system.db.select().from(connections).where(eq(connections.id, body.id))
  const [third] = row?.moreKeys ?? []
  // Each ciphertext decrypts only in its own row.
  await studio.system.db
    .update(connections)
    .set({ encryptedKey: third?.encryptedKey ?? '' })
    .where(eq(connections.id, body.id))
  // Changed directly in the database, which otherwise takes a second to be seen.
  forgetConnection({ db: studio.system.db, workspace: { id: owner.workspaceId, name: '' } }, body.id)
  await expect(resolve(body.id)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})

test('rejects further keys without a first one, or too many', async () => {
  const { body } = await call('POST', PATH, customConnection())
  const path = `${PATH}/${body.id}`
  const add = Array.from({ length: 20 }, (_, index) => `further-key-${index}`)
  expect((await call('PATCH', path, { moreKeys: { add } })).body.error.message).toMatch(/first API key/)
  expect((await call('PATCH', path, { apiKey: KEY, moreKeys: { add } })).status).toBe(200)
  expect((await call('PATCH', path, { moreKeys: { add: ['one-more-key'] } })).body.error.message).toMatch(/at most 20/)
})

test('limits and a custom address can be removed', async () => {
  const created = await call('POST', PATH, {
    name: 'D',
    provider: 'deepseek',
    apiKey: KEY,
    baseUrl: `${server.url}/proxy`,
    limits: { requestsPerMinute: 60 },
  })
  const { body } = await call('PATCH', `${PATH}/${created.body.id}`, { baseUrl: null, limits: null, apiKey: KEY })
  expect([body.baseUrl, body.limits]).toEqual(['https://api.deepseek.com', null])
})

test('the audit trail records the changes, without keys', async () => {
  const events = await studio.system.db.select().from(auditEvents).where(eq(auditEvents.workspaceId, owner.workspaceId))
  expect(new Set(events.map(({ action }) => action))).toEqual(new Set(['connection.create', 'connection.update']))
  expect(JSON.stringify(events)).not.toContain('CANARY')
  expect(JSON.stringify(events)).toContain('2222')
})
