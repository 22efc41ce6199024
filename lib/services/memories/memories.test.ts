import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bearer, postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { memories } from '@/lib/db/schema/memories'
import { untilBlocked } from '@/lib/db/testing/until-blocked'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { fromBytes, toBytes } from './fact-vector'
import { isStorable } from './is-storable'
import { memoryUse } from './memory-use'
import { ownMemories } from './own-memories'
import { rememberFacts } from './remember-facts'

let app: TestApp
beforeAll(async () => {
  const nodes = [{ id: 'keep', type: 'remember', config: {} }]
  app = await createTestApp('travel', chatApp(nodes, ['in.message -> keep.text', 'keep.status -> out.text']))
})
afterAll(() => app.close())

const origin = 'http://localhost:3000'
const Session = z.looseObject({ token: z.string(), sid: z.string(), app: z.looseObject({ remembers: z.boolean() }) })
const List = z.object({ memories: z.array(z.looseObject({ id: z.string(), text: z.string() })), nextCursor: z.null() })

async function enter() {
  const own = { origin, host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }
  const response = await app.router.request(`${origin}/embed/travel/session`, postJson({}, own))
  return Session.parse(await response.json())
}
async function call(token: string, method: string, path: string, body?: object) {
  const init = body ? { ...postJson(body, bearer(token)), method } : { method, headers: bearer(token) }
  return (await app.router.request(`/embed/travel/memory${path}`, init)).json()
}
async function remember(endUser: string, text: string): Promise<string> {
  const { db } = app.studio.system
  const { workspaceId } = app.person
  const vector = new Uint8Array(4)
  const row = { workspaceId, appId: app.appId, environment: 'production', endUser, isShared: false, text, vector }
  const id = newId()
  await db.insert(memories).values({ ...row, id, expiresAt: new Date('2100-01-01') })
  return id
}
const path = (rest = '') => `/api/studio/apps/${app.appId}/memories${rest}`

test('a visitor decides, and lists and deletes only their own facts', async () => {
  const [mine, other] = [await enter(), await enter()]
  expect(mine.app.remembers).toBe(true)
  expect(mine.app).not.toHaveProperty('needsNoConsent')
  expect(await call(mine.token, 'GET', '')).toEqual({ consent: null, facts: [] })
  expect(await call(mine.token, 'PUT', '', { consent: true })).toEqual({ consent: true, facts: [] })
  const [id] = [await remember(mine.sid, 'Prefers trains.'), await remember(mine.sid, 'Has two dogs.')]
  expect(await call(other.token, 'GET', '')).toEqual({ consent: null, facts: [] })
  expect(await call(other.token, 'DELETE', `/${id}`)).toEqual({ deleted: 0 })
  expect(await call(mine.token, 'DELETE', `/${id}`)).toEqual({ deleted: 1 })
  expect(await call(mine.token, 'GET', '')).toMatchObject({ consent: true, facts: [{ text: 'Has two dogs.' }] })
  expect(await call(mine.token, 'PUT', '', { consent: false })).toEqual({ consent: false, facts: [] })
})

test('consent and deletion by API reach the facts of the widget', async () => {
  const memory = async (method: string, body?: object) => {
    const headers = { ...app.bearer, 'patchbay-end-user': 'zoe', 'content-type': 'application/json' }
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    return (await app.router.request(`${origin}/api/v1/apps/travel/memory`, init)).json()
  }
  await remember('user:zoe', 'Lives in Rome.')
  expect(await memory('PUT', { consent: true })).toMatchObject({ consent: true, facts: [{ text: 'Lives in Rome.' }] })
  expect(await memory('DELETE')).toEqual({ deleted: 1 })
})

test('visitors see what an app recalls, and are asked only if a step needs their consent', async () => {
  const { db } = app.studio.system
  const usedBy = (type: string, config: JsonObject) =>
    memoryUse(db, app.person.workspaceId, chatApp([{ id: 'step', type, config }], ['in.message -> out.text']))
  expect(await usedBy('recall', {})).toEqual({ remembers: true, asksToRemember: false })
  expect(await usedBy('remember', { consent: 'given' })).toEqual({ remembers: true, asksToRemember: false })
  expect(await usedBy('remember', { consent: 'required' })).toEqual({ remembers: true, asksToRemember: true })
  // The facts of a step belong to the app that runs it.
  expect(await usedBy('sub-app', { appId: app.appId })).toEqual({ remembers: true, asksToRemember: true })
  expect(await usedBy('sub-app', { appId: newId() })).toEqual({ remembers: false, asksToRemember: false })
  const elsewhere = chatApp([{ id: 'step', type: 'sub-app', config: { appId: app.appId } }], ['in.message -> out.text'])
  expect(await memoryUse(db, newId(), elsewhere)).toMatchObject({ remembers: false })
})

test('members search, delete and forget', async () => {
  const id = await remember('user:ada', 'Lives in Rome.')
  await remember('user:ada', 'Likes 100% cocoa.')
  await remember('user:bob', 'Lives in Oslo.')
  const texts = async (query: string) =>
    List.parse(await app.request('GET', path(query))).memories.map(({ text }) => text)
  expect(await texts('?search=lives')).toEqual(['Lives in Oslo.', 'Lives in Rome.'])
  expect(await texts('?search=100%25 c')).toEqual(['Likes 100% cocoa.'])
  expect(await texts('?endUser=user:bob')).toEqual(['Lives in Oslo.'])
  await app.request('DELETE', path(`/${id}`))
  expect(await app.request('POST', path('/forget'), { endUser: 'user:ada' })).toEqual({ deleted: 1 })
  expect(await texts('')).toEqual(['Lives in Oslo.'])
})

test('a member forgets also what a run is storing', async () => {
  const { database } = app.studio
  const { db } = app.studio.system
  const endUser = 'user:running'
  const owner = { workspaceId: app.person.workspaceId, appId: app.appId, environment: 'production', endUser }
  const facts = [{ text: 'Lives in Rome.', vector: Float32Array.of(1) }]
  const request = { scope: 'app' as const, needsConsent: false, facts, days: 1 }
  const stored = await db.transaction(async (tx) => {
    expect(await rememberFacts(tx, owner, { request, runId: null, now: new Date() })).toMatchObject({ count: 1 })
    const forgetting = app.request('POST', path('/forget'), { endUser })
    await untilBlocked(database)
    return { forgetting }
  })
  expect(await stored.forgetting).toEqual({ deleted: 1 })
})

test('an app keeps 500 facts about an end user, and renewed facts are not the oldest', async () => {
  const { db } = app.studio.system
  const owner = {
    workspaceId: app.person.workspaceId,
    appId: app.appId,
    environment: 'production',
    endUser: 'user:old',
  }
  const vectorOf = (index: number) => Float32Array.from({ length: 502 }, (_, at) => (at === index ? 1 : 0))
  const keep = (scope: 'app' | 'workspace', indexes: number[], day: number) => {
    const facts = indexes.map((index) => ({ text: `Fact ${index}`, vector: vectorOf(index) }))
    const request = { scope, needsConsent: false, facts, days: 5 }
    const now = new Date(Date.now() + day * 86_400_000)
    return db.transaction((tx) => rememberFacts(tx, owner, { request, runId: null, now }))
  }
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)
  await keep('app', range(0, 250), 0)
  await keep('workspace', range(250, 500), 1)
  await keep('app', [0, 500], 2)
  const { facts } = await ownMemories(db, owner)
  const texts = new Set(facts.map(({ text }) => text))
  expect([texts.size, texts.has('Fact 0'), texts.has('Fact 500')]).toEqual([500, true, true])
  expect(range(0, 501).filter((index) => !texts.has(`Fact ${index}`))).toEqual([1])
})

test('reads a vector from a part of a larger buffer', () => {
  const vector = Float32Array.of(0.5, -0.25)
  const pool = Buffer.alloc(64)
  pool.set(toBytes(vector), 12)
  expect(fromBytes(pool.subarray(12, 20))).toEqual(vector)
})

test('texts with credentials, card numbers or bank accounts are not storable', () => {
  for (const text of [
    'My password is hunter22',
    'PIN: 1234',
    '密码：abc',
    'Mein Kennwort lautet hunter22',
    'Mi contraseña es hunter22',
    'Mon mot de passe est hunter22',
    'Minha senha é hunter22',
    'パスワードはhunter22です',
    'كلمة المرور هي hunter22',
    'IBAN DE89 3704 0044 0532 0130 00',
    'Card 4111 1111 1111 1111',
    'Uses ghp_abcdefghijklmnopqrstuvwxyz0123',
  ])
    expect([text, isStorable(text)]).toEqual([text, false])
  for (const text of [
    'Prefers trains.',
    'Works as a token designer.',
    'Write to ada@example.com',
    'Has 3 cats',
    'La clave estuvo bien',
  ])
    expect([text, isStorable(text)]).toEqual([text, true])
})
