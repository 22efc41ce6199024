import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { localAddresses } from '@/lib/db/schema/governance'
import { auditEvents } from '@/lib/db/schema/people'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { failureOf, startCanary } from '@/lib/egress/test-server'
import { dropSingleton } from '@/lib/platform/singleton'
import { forgetLocalAddresses } from './read-local-addresses'
import { workspaceEgress } from './workspace-egress'

const PATH = '/api/studio/governance/local-addresses'

let studio: TestStudio
let owner: TestPerson
let canary: Awaited<ReturnType<typeof startCanary>>
beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  canary = await startCanary()
})
afterAll(async () => {
  canary.close()
  await closeEgress()
  await studio.close()
})
beforeEach(async () => {
  await studio.system.db.delete(localAddresses)
  forgetLocalAddresses(studio.system.db)
})
afterEach(() => {
  vi.unstubAllEnvs()
  dropSingleton('env')
})

async function call(method: string, path: string, body?: object, person = owner) {
  const response = await studio.call({ method, path, person, ...(body ? { body } : {}) })
  return { status: response.status, json: await response.json() }
}
const allow = (address: string, person = owner) => call('POST', PATH, { address }, person)
function setEnv(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
  dropSingleton('env')
}
const guardedFetches = () =>
  [
    workspaceEgress(studio.system.db, owner.workspaceId),
    workspaceEgress(studio.system.db, owner.workspaceId, 'models'),
  ] as const

test('an owner allows an address for every kind of call, and a removed address is blocked again', async () => {
  const address = `127.0.0.1:${canary.port}`
  const urls = [`http://${address}/`, `http://localhost:${canary.port}/`]
  for (const guardedFetch of guardedFetches())
    for (const url of urls) {
      const failure = await failureOf(guardedFetch(url))
      expect(failure).toMatchObject({ code: 'EGRESS_BLOCKED', details: { localAddress: new URL(url).host } })
    }
  expect(canary.hits()).toBe(0)
  expect((await allow(address)).status).toBe(200)
  for (const guardedFetch of guardedFetches())
    for (const url of urls) expect(await (await guardedFetch(url)).text()).toBe('canary')
  const signal = new AbortController().signal
  const [http] = guardedFetches()
  expect((await http.stream(urls[0] ?? '', { headers: {}, body: '', signal })).status).toBe(200)
  await expect(http(`http://127.0.0.2:${canary.port}/`)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })

  const { json } = await call('GET', PATH)
  expect(json.addresses).toMatchObject([{ address, allowedBy: 'owner' }])
  expect((await call('DELETE', `${PATH}/${json.addresses[0].id}`)).status).toBe(200)
  const hits = canary.hits()
  for (const guardedFetch of guardedFetches())
    for (const url of urls) await expect(guardedFetch(url)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
  expect(canary.hits()).toBe(hits)
  const trail = await studio.system.db.select().from(auditEvents).where(eq(auditEvents.workspaceId, owner.workspaceId))
  expect(trail.filter(({ action }) => action.startsWith('local-address.'))).toMatchObject([
    { action: 'local-address.allow', after: { address } },
    { action: 'local-address.remove', before: { address } },
  ])
})

test('rejects every role below owner', async () => {
  for (const role of ['viewer', 'runner', 'editor'] as const) {
    const person = await studio.signUp(role, owner.workspaceId)
    expect((await allow('127.0.0.1:9200', person)).status).toBe(403)
    expect((await call('GET', PATH, undefined, person)).status).toBe(403)
  }
  expect(await studio.system.db.select().from(localAddresses)).toEqual([])
})

test('rejects addresses of other computers, of the cloud, and without a port', async () => {
  for (const address of [
    ...['10.0.0.1:80', '192.168.1.2:9200', '169.254.169.254:80', 'example.com:443', 'localhost', '127.0.0.1'],
    ...['127.0.0.1:0', '127.0.0.1:70000', '127.0.0.1/8:80', '0.0.0.0:80', '[::]:80', '[::ffff:127.0.0.1]:80'],
    ...['127.1:80', 'localhost.evil.example:80', 'http://127.0.0.1:80', '127.0.0.1:80,10.0.0.1:80'],
  ])
    expect([address, (await allow(address)).status]).toEqual([address, 400])
  expect(await studio.system.db.select().from(localAddresses)).toEqual([])
})

test('rejects the ports of Patchbay and of its database, and offers none of them', async () => {
  setEnv({
    PORT: '3999',
    APP_URL: 'http://localhost:4001',
    DATABASE_URL: 'postgres://somebody@127.0.0.1:6001/patchbay',
  })
  const [http] = guardedFetches()
  for (const port of [3999, 4001, 6001]) {
    const rejection = await allow(`localhost:${port}`)
    expect([rejection.status, rejection.json.error.message]).toEqual([
      400,
      `Port ${port} belongs to Patchbay itself or its database.`,
    ])
    const failure = await failureOf(http(`http://127.0.0.1:${port}/`))
    expect(failure.details).toEqual({ host: '127.0.0.1' })
  }
})

test.each([
  ['on a public host', { HOST: '0.0.0.0', APP_URL: 'https://patchbay.example.com' }],
  ['behind a reverse proxy', { HOST: '127.0.0.1', APP_URL: 'https://patchbay.example.com' }],
])('%s, owners cannot allow addresses, and stored addresses stay blocked', async (_, values) => {
  await studio.system.db
    .insert(localAddresses)
    .values({ host: '127.0.0.1', port: canary.port, allowedByName: 'somebody' })
  forgetLocalAddresses(studio.system.db)
  setEnv(values)
  const hits = canary.hits()
  const rejection = await allow('127.0.0.1:9200')
  expect([rejection.status, rejection.json.error.code]).toEqual([403, 'FORBIDDEN'])
  expect((await call('GET', PATH)).status).toBe(403)
  for (const guardedFetch of guardedFetches()) {
    const failure = await failureOf(guardedFetch(`http://127.0.0.1:${canary.port}/`))
    expect(failure).toMatchObject({ code: 'EGRESS_BLOCKED', details: { host: '127.0.0.1' } })
    expect(failure.message).toContain('EGRESS_ALLOW')
  }
  expect(canary.hits()).toBe(hits)
})

test('a stored address of a port that has become reserved is ignored', async () => {
  expect((await allow(`127.0.0.1:${canary.port}`)).status).toBe(200)
  setEnv({ PORT: String(canary.port) })
  forgetLocalAddresses(studio.system.db)
  const hits = canary.hits()
  for (const guardedFetch of guardedFetches())
    await expect(guardedFetch(`http://127.0.0.1:${canary.port}/`)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
  expect(canary.hits()).toBe(hits)
})
