import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { triggers } from '@/lib/db/schema/automations'
import { channels } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { auditEvents } from '@/lib/db/schema/people'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'

const SECRET = 'CANARY_key_0123456789'
let studio: TestStudio
let editor: TestPerson
let service: Awaited<ReturnType<typeof startCanary>>
let origin = ''
let status = 200

beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
  service = await startCanary((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ login: 'ann', id: 7 }))
  })
  origin = `http://127.0.0.1:${service.port}`
  process.env.EGRESS_ALLOW = origin
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  service.close()
  await closeEgress()
  await studio.close()
})
beforeEach(() => {
  status = 200
  service.seen.length = 0
})

async function send(method: string, path: string, body?: object, person = editor) {
  const request = { method, path: `/api/studio/integration-connections${path}`, ...(body ? { body } : {}), person }
  const response = await studio.call(request)
  return { status: response.status, body: await response.json() }
}

const bearer = (change: object = {}) => ({
  kind: { id: 'custom', label: '', kind: 'bearer', keyLabel: 'Token' },
  hosts: [origin],
  testUrl: `${origin}/me`,
  ...change,
})
const create = (custom: object, values: object, person = editor) =>
  send('POST', '', { name: 'Service', plugin: 'custom', kind: 'custom', custom, values }, person)

const headersOf = (index = 0) => service.seen[index]?.request.headers ?? {}

test('tests a new connection, shows its account, and returns no secret', async () => {
  const { body } = await create(bearer(), { key: SECRET })
  expect(body).toMatchObject({ status: 'ok', account: 'ann', last4: '6789', placeable: ['key'] })
  expect(headersOf().authorization).toBe(`Bearer ${SECRET}`)
  expect(JSON.stringify(body)).not.toContain(SECRET)
  const [row] = await studio.system.db
    .select()
    .from(integrationConnections)
    .where(eq(integrationConnections.id, body.id))
  expect(JSON.stringify(row)).not.toContain(SECRET)
  const trail = await studio.system.db.select().from(auditEvents)
  expect(trail.map(({ action }) => action)).toContain('integration.create')
  expect(JSON.stringify(trail)).not.toContain(SECRET)
})

test.each([
  [
    { kind: 'api-key', keyLabel: 'K', placement: { in: 'query', name: 'token' } },
    { key: SECRET },
    `/me?token=${SECRET}`,
  ],
  [{ kind: 'api-key', keyLabel: 'K', placement: { in: 'path', name: 'bot' } }, { key: 'a/b?c' }, '/a%2Fb%3Fc/me'],
])('places a key in the address: %j', async (kind, values, path) => {
  const testUrl = path.startsWith('/me') ? `${origin}/me` : `${origin}/{bot}/me`
  await create(bearer({ kind: { id: 'custom', label: '', ...kind }, testUrl }), values)
  expect(service.seen[0]?.request.url).toBe(path)
})

test('sends a user name and password, a prefixed header, and an AWS signature', async () => {
  const head = { id: 'custom', label: '' }
  const basic = { ...head, kind: 'basic', userLabel: 'U', passwordLabel: 'P' }
  await create(bearer({ kind: basic }), { user: 'ann', password: 'pässword' })
  expect(headersOf().authorization).toBe(`Basic ${Buffer.from('ann:pässword').toString('base64')}`)
  const placement = { in: 'header', name: 'X-Key', prefix: 'Token ' }
  await create(bearer({ kind: { ...head, kind: 'api-key', keyLabel: 'K', placement } }), { key: SECRET })
  expect(headersOf(1)['x-key']).toBe(`Token ${SECRET}`)
  const aws = { ...head, kind: 'signed', scheme: 'aws-sigv4', service: 's3' }
  const keys = { region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: SECRET }
  await create(bearer({ kind: aws }), keys)
  expect(headersOf(2).authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/,
  )
})

test('rejected credentials are saved for correction, and corrected ones make the connection work', async () => {
  status = 401
  const { body } = await create(bearer(), { key: 'wrong' })
  expect(body).toMatchObject({ status: 'reconnect', statusMessage: 'Service rejected the credentials.' })
  status = 200
  const fixed = await send('PATCH', `/${body.id}`, { values: { key: SECRET } })
  expect(fixed.body).toMatchObject({ status: 'ok', statusMessage: null })
  status = 503
  const tested = await send('POST', `/${body.id}/test`)
  // The service is down, but the credentials are still valid.
  expect(tested.body).toMatchObject({ status: 'ok', statusMessage: 'Service answered the test with status 503.' })
})

test('after a change of the host, the secret must be entered again', async () => {
  const { body } = await create(bearer(), { key: SECRET })
  const custom = bearer({ hosts: [origin, 'evil.example'], testUrl: null })
  const rejected = await send('PATCH', `/${body.id}`, { custom })
  expect([rejected.status, rejected.body.error.details]).toMatchObject([
    400,
    [{ path: ['values', 'key'], message: 'Fill in “Token”.' }],
  ])
  expect((await send('PATCH', `/${body.id}`, { custom, values: { key: SECRET } })).status).toBe(200)
  expect((await send('PATCH', `/${body.id}`, { name: 'Renamed' })).body).toMatchObject({
    name: 'Renamed',
    status: 'ok',
  })
})

test('sends the test request only to hosts of the connection', async () => {
  const { body } = await create(bearer({ hosts: ['api.example.com'] }), { key: SECRET })
  expect(body).toMatchObject({ status: 'reconnect' })
  expect(service.hits()).toBe(0)
})

test('viewers and runners see no connection, and members do not see those of others', async () => {
  for (const role of ['viewer', 'runner'] as const) {
    const person = await studio.signUp(role, editor.workspaceId)
    expect((await send('GET', '', undefined, person)).status).toBe(403)
  }
  const other = await studio.signUp('editor', editor.workspaceId)
  const custom = bearer({ testUrl: null })
  const mine = await send('POST', '', {
    name: 'Mine',
    plugin: 'custom',
    kind: 'custom',
    custom,
    values: { key: SECRET },
    owner: 'member',
  })
  const { body } = await send('GET', '', undefined, other)
  expect(body.connections.map(({ name }: { name: string }) => name)).not.toContain('Mine')
  expect((await send('DELETE', `/${mine.body.id}`, undefined, other)).status).toBe(404)
  expect((await send('POST', `/${mine.body.id}/test`, undefined, await studio.signUp('owner'))).status).toBe(404)
})

test('deleting a connection that an app uses needs a confirmation', async () => {
  const { body } = await create(bearer({ testUrl: null }), { key: SECRET })
  const created = await studio.call({
    method: 'POST',
    path: '/api/studio/apps',
    body: { name: 'User' },
    person: editor,
  })
  const app = await created.json()
  const config = { url: `${origin}/x`, connections: [{ connection: body.id, name: 'crm', authorize: true }] }
  await studio.system.db
    .update(apps)
    .set({ draft: chatApp([{ id: 'h', type: 'http', config }], ['h.text -> out.text']) })
    .where(eq(apps.id, app.id))
  expect((await send('GET', `/${body.id}/uses`)).body.apps).toEqual([{ id: app.id, name: 'User', isLive: false }])
  const rejected = await send('DELETE', `/${body.id}`)
  expect([rejected.status, rejected.body.error.details.apps]).toEqual([409, [{ id: app.id, name: 'User' }]])
  expect((await send('DELETE', `/${body.id}?confirm=true`)).status).toBe(200)
  expect((await send('DELETE', `/${body.id}`)).status).toBe(404)
})

test('deleting a connection names the channels and triggers that use it, of its workspace only', async () => {
  const { db } = studio.system
  const { body } = await create(bearer({ testUrl: null }), { key: SECRET })
  const add = async ({ workspaceId }: TestPerson, name: string, deletedAt: Date | null = null) => {
    const ids = { appId: newId(), channelId: newId(), triggerId: newId() }
    await db.insert(apps).values({ id: ids.appId, workspaceId, name, kind: 'chat', draft: chatApp([], []), deletedAt })
    const shared = { workspaceId, appId: ids.appId, connectionId: body.id }
    await db
      .insert(channels)
      .values({ ...shared, id: ids.channelId, plugin: 'slack', publicId: newId(), encryptedSecrets: 'x' })
    await db.insert(triggers).values({
      ...shared,
      id: ids.triggerId,
      name: 'New mail',
      auth: 'signature',
      encryptedSecret: 'x',
      last4: 'abcd',
      publicId: newId(),
      mapping: { kind: 'whole', input: 'message' },
      plugin: 'email',
      event: 'mail-received',
    })
    return ids
  }
  const { appId, channelId, triggerId } = await add(editor, 'Helper')
  await add(editor, 'Deleted', new Date())
  await add(await studio.signUp('owner'), 'Elsewhere')
  const uses = {
    channels: [{ id: channelId, plugin: 'slack', appId, appName: 'Helper' }],
    triggers: [{ id: triggerId, name: 'New mail', appId, appName: 'Helper' }],
  }
  expect((await send('GET', `/${body.id}/uses`)).body).toEqual({ apps: [], ...uses })
  const rejected = await send('DELETE', `/${body.id}`)
  expect(rejected).toMatchObject({ status: 409, body: { error: { details: uses } } })
  expect(rejected.body.error.message).toContain('2 apps, channels and triggers use “Service”')
  expect((await send('DELETE', `/${body.id}?confirm=true`)).status).toBe(200)
  expect(await db.select().from(channels).where(eq(channels.id, channelId))).toMatchObject([{ connectionId: null }])
})
