import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bearer, postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { replaceChunks } from '@/lib/rag/ingest/insert-chunks'

const SECRET_WORD = 'zanzibar'
let app: TestApp
let knowledgeBaseId: string
let viewer: TestPerson
const documents: Record<string, string> = {}

beforeAll(async () => {
  app = await createTestApp('shop', chatApp([], ['in.message -> out.text']))
  const { db } = app.studio.database
  const { workspaceId } = app.person
  const created = await createKnowledgeBase(db, { workspaceId, name: 'Files' })
  knowledgeBaseId = created.knowledgeBaseId
  for (const name of ['open', 'sales', 'ada']) {
    const documentId = newId()
    documents[name] = documentId
    await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, chunk_count)
      values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, ${`${name}.txt`}, 'text/plain', 1, '', ${newId()}, 'ready', 1)`)
    const text = `The plan of ${name} is ${SECRET_WORD}.`
    const chunk = {
      ordinal: 0,
      kind: 'text' as const,
      text,
      context: '',
      headings: [],
      page: null,
      start: 0,
      end: text.length,
      parent: null,
      tokenCount: 8,
      embedding: null,
    }
    await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...created, documentId }, [chunk], 1))
  }
  await setAccess('sales', ['group:sales'])
  await setAccess('ada', ['user:ada'])
  viewer = await app.studio.signUp('viewer', workspaceId)
  const config = { knowledgeBaseId, search: { mode: 'lexical' } }
  const graph = chatApp(
    [{ id: 'r', type: 'retriever', config }],
    ['in.message -> r.query', 'r.documents -> out.text', 'r.documents -> out.documents'],
  )
  const draft = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { graph, revision: app.revision })
  app.revision = z.looseObject({ revision: z.number() }).parse(draft).revision
  await app.publish()
})
afterAll(() => app.close())

const base = () => `/api/studio/knowledge/${knowledgeBaseId}`
const setAccess = (name: string, access: string[] | null) =>
  app.request('POST', `${base()}/access`, { documentIds: [documents[name]], access })

const Answer = z.looseObject({ answer: z.string().nullable() })
/** The names of the documents that an answer quotes. */
const named = (text: string) => ['open', 'sales', 'ada'].filter((name) => text.includes(`${name}.txt`))

async function run(headers: Record<string, string> = {}): Promise<string[]> {
  const response = await app.router.request(
    '/api/v1/apps/shop/runs',
    postJson({ inputs: { message: 'What is the plan?' } }, { ...app.bearer, ...headers }),
  )
  expect(response.status).toBe(200)
  return named(Answer.parse(await response.json()).answer ?? '')
}

test('a run with a key reads documents of its end user and of the groups in the request', async () => {
  expect(await run()).toEqual(['open'])
  expect(await run({ 'patchbay-end-user': 'ada' })).toEqual(['open', 'ada'])
  expect(await run({ 'patchbay-end-user': 'bob', 'patchbay-end-user-groups': 'support, sales' })).toEqual([
    'open',
    'sales',
  ])
  // Groups belong to a person.
  expect(await run({ 'patchbay-end-user-groups': 'sales' })).toEqual(['open'])
})

const sign = (secret: string, payload: object) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256' })}.${part({ exp: Math.floor(Date.now() / 1_000) + 300, ...payload })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

async function enter(body: object, cookie = ''): Promise<string> {
  const sameOrigin = {
    origin: 'http://localhost:3000',
    host: 'localhost:3000',
    'sec-fetch-site': 'same-origin',
    cookie,
  }
  const response = await app.router.request('http://localhost:3000/embed/shop/session', postJson(body, sameOrigin))
  return z.looseObject({ token: z.string() }).parse(await response.json()).token
}

async function chat(token: string, cookie = ''): Promise<string[]> {
  const response = await app.router.request(
    '/embed/shop/messages',
    postJson({ inputs: { message: 'What is the plan?' } }, { ...bearer(token), cookie }),
  )
  return named(await response.text())
}

async function chunkOf(name: string): Promise<string> {
  const { db } = app.studio.database
  const found = await db.execute(sql`select id from chunks where document_id = ${documents[name] ?? ''}`)
  return rows<{ id: string }>(found)[0]?.id ?? ''
}

test('a visitor is identified by the signed token, in runs and in citations, and not by a name that the browser claims', async () => {
  const page = { slug: 'shop', allowedOrigins: [], title: 'shop', greeting: '', suggestions: [], accent: '#2255cc' }
  const publication = { ...page, access: 'link', sources: 'document' }
  await app.request('PUT', `/api/studio/apps/${app.appId}/publication`, publication)
  const { secret } = z
    .object({ secret: z.string() })
    .parse(await app.request('POST', `/api/studio/apps/${app.appId}/identity-secret`))
  const anonymous = await enter({})
  const ada = await enter({ identity: sign(secret, { sub: 'ada' }) })
  const bob = await enter({ identity: sign(secret, { sub: 'bob', groups: ['sales'] }) })
  expect([await chat(anonymous), await chat(ada), await chat(bob)]).toEqual([
    ['open'],
    ['open', 'ada'],
    ['open', 'sales'],
  ])
  const passage = async (token: string, name: string) => {
    const path = `/embed/shop/passages/${await chunkOf(name)}?start=0&end=4`
    return (await app.router.request(path, { headers: bearer(token) })).status
  }
  expect([await passage(ada, 'ada'), await passage(bob, 'ada'), await passage(anonymous, 'ada')]).toEqual([
    200, 404, 404,
  ])
  expect([await passage(bob, 'sales'), await passage(ada, 'sales'), await passage(anonymous, 'open')]).toEqual([
    200, 404, 200,
  ])
})

test('on a page for members each has their own documents, citations and runs; without a session there are none', async () => {
  const { appId, person } = app
  const page = { slug: 'shop', allowedOrigins: [], title: 'shop', greeting: '', suggestions: [], accent: '#2255cc' }
  await app.request('PUT', `/api/studio/apps/${appId}/publication`, { ...page, access: 'members' })
  await setAccess('sales', ['group:sales', 'role:viewer'])
  const [theirs, owners] = [await enter({}, viewer.cookie), await enter({}, person.cookie)]
  expect(await chat(theirs, viewer.cookie)).toEqual(['open', 'sales'])
  expect(await chat(owners, person.cookie)).toEqual(['open', 'sales', 'ada'])
  const passage = async (name: string) => {
    const path = `/embed/shop/passages/${await chunkOf(name)}?start=0&end=4`
    return (await app.router.request(path, { headers: { ...bearer(theirs), cookie: viewer.cookie } })).status
  }
  expect([await passage('sales'), await passage('ada')]).toEqual([200, 404])
  // A token without its session gives no access, nor does another member's session.
  const unsignedResponse = await app.router.request(
    '/embed/shop/messages',
    postJson({ inputs: { message: 'Hi' } }, bearer(theirs)),
  )
  expect(unsignedResponse.status).toBe(404)
  expect(await chat(owners, viewer.cookie)).toEqual(['open', 'sales'])
  const found = await app.studio.database.db.execute(sql`select end_user from runs where app_id = ${appId}`)
  const names = rows<{ end_user: string | null }>(found).map((row) => row.end_user)
  expect(names).toEqual(expect.arrayContaining([`member:${viewer.userId}`, `member:${person.userId}`]))
  await app.request('PUT', `/api/studio/apps/${appId}/publication`, { ...page, access: 'link' })
  await setAccess('sales', ['group:sales'])
})

async function request(person: TestPerson, method: string, path: string, body?: object) {
  const response = await app.studio.call({ method, path, person, ...(body ? { body } : {}) })
  return { status: response.status, text: await response.text() }
}

test('in the studio a viewer neither finds, lists, reads nor counts restricted documents; an editor may search as them', async () => {
  const search = (person: TestPerson, as?: object) =>
    request(person, 'POST', `${base()}/search`, { query: 'plan zanzibar', search: { mode: 'lexical' }, ...as })
  expect(named((await search(viewer)).text)).toEqual(['open'])
  expect(named((await search(viewer, { as: { userId: 'ada', groups: ['sales'] } })).text)).toEqual(['open'])
  expect(named((await search(app.person)).text)).toEqual(['open', 'sales', 'ada'])
  expect(named((await search(app.person, { as: { userId: 'bob', groups: ['sales'] } })).text)).toEqual([
    'open',
    'sales',
  ])
  expect(named((await request(viewer, 'GET', `${base()}/documents`)).text)).toEqual(['open'])
  expect((await request(viewer, 'GET', `${base()}/documents/${documents.ada}/chunks`)).status).toBe(404)
  expect((await request(viewer, 'GET', `/api/studio/passages/${await chunkOf('ada')}`)).status).toBe(404)
  expect((await request(app.person, 'GET', `/api/studio/passages/${await chunkOf('ada')}`)).status).toBe(200)
  expect(JSON.parse((await request(viewer, 'GET', base())).text)).toMatchObject({ documentCount: 1, chunkCount: 1 })
  expect(JSON.parse((await request(app.person, 'GET', base())).text)).toMatchObject({ documentCount: 3, chunkCount: 3 })
})

const BOSS = 'boss@corp.example'

/** Joins through an open link with an address of their choice. */
async function joinAs(email: string, role: 'viewer' | 'runner'): Promise<TestPerson> {
  const created = z.object({ url: z.string() }).parse(await app.request('POST', '/api/studio/invitations', { role }))
  const body = { token: created.url.split('invite=')[1], name: 'Guest', email, password: 'correct horse battery' }
  const joined = await app.studio.call({ method: 'POST', path: '/api/studio/invitations/join', body })
  expect(joined.status).toBe(200)
  const cookie = joined.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const { user } = z.looseObject({ user: z.looseObject({ id: z.string() }) }).parse(await joined.json())
  return { cookie: cookie.join('; '), workspaceId: app.person.workspaceId, userId: user.id }
}

/** Whether the document “ada” is visible, for each way of access. */
async function seenOfAda(person: TestPerson): Promise<Record<string, boolean>> {
  const id = documents.ada
  const has = async (method: string, path: string, body?: object) => {
    const { status, text } = await request(person, method, path, body)
    return status === 200 && /ada\.txt|plan of ada/.test(text)
  }
  const { appId } = app
  const run = await request(person, 'POST', `/api/studio/apps/${appId}/runs`, {
    inputs: { message: 'What is the plan?' },
  })
  const token = await enter({}, person.cookie)
  return {
    list: await has('GET', `${base()}/documents`),
    filter: await has('GET', `${base()}/documents?search=ada`),
    chunks: await has('GET', `${base()}/documents/${id}/chunks`),
    passage: await has('GET', `/api/studio/passages/${await chunkOf('ada')}`),
    search: await has('POST', `${base()}/search`, { query: 'plan zanzibar', search: { mode: 'lexical' } }),
    run: run.text.includes('ada.txt'),
    page: (await chat(token, person.cookie)).includes('ada'),
  }
}

test('an email address that a member chose gives no access until an owner confirms it', async () => {
  const page = { slug: 'shop', allowedOrigins: [], title: 'shop', greeting: '', suggestions: [], accent: '#2255cc' }
  await app.request('PUT', `/api/studio/apps/${app.appId}/publication`, { ...page, access: 'members' })
  await setAccess('ada', [`member:${BOSS}`])
  const guest = await joinAs(BOSS, 'runner')
  const before = await seenOfAda(guest)
  expect(Object.entries(before).filter(([, isSeen]) => isSeen)).toEqual([])
  await app.request('PUT', `/api/studio/members/${guest.userId}/address`)
  const after = await seenOfAda(guest)
  expect(Object.entries(after).filter(([, isSeen]) => !isSeen)).toEqual([])
  // Access by id needs no address.
  const other = await joinAs('other@corp.example', 'viewer')
  await setAccess('ada', [`member:${other.userId}`])
  expect(named((await request(other, 'GET', `${base()}/documents`)).text)).toEqual(['open', 'ada'])
  expect(named((await request(guest, 'GET', `${base()}/documents`)).text)).toEqual(['open'])
  await setAccess('ada', ['user:ada'])
  await app.request('PUT', `/api/studio/apps/${app.appId}/publication`, { ...page, access: 'link' })
})

test('people who manage documents set access in bulk; it takes effect at once and can be undone', async () => {
  const ids = Object.values(documents)
  expect((await request(viewer, 'POST', `${base()}/access`, { documentIds: ids, access: null })).status).toBe(403)
  const rejected = await request(app.person, 'POST', `${base()}/access`, { documentIds: ids, access: ['everyone'] })
  expect([rejected.status, rejected.text]).toEqual([400, expect.stringContaining('group:sales')])
  await app.request('POST', `${base()}/access`, { documentIds: ids, access: [] })
  expect(await run({ 'patchbay-end-user': 'ada' })).toEqual([])
  await app.request('POST', `${base()}/access`, { documentIds: ids, access: null })
  expect(await run()).toEqual(['open', 'sales', 'ada'])
})
