import { and, eq, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bearer, postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { publishWith, type ServedApp, serveApp } from '@/lib/api/testing/served-app'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { budgetSpends, budgets } from '@/lib/db/schema/budgets'
import { documents } from '@/lib/db/schema/knowledge'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { blocks } from '@/lib/db/schema/protection'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { replaceChunks } from '@/lib/rag/ingest/insert-chunks'
import { callLedger } from '@/lib/services/gateway/workspace-gateway'
import { invalidateProtection, protectionCache } from '@/lib/services/protection/protection-cache'
import { claimAndDrive } from '../drive/resume-run'
import { activeRuns } from '../log/active-runs'
import { stopDeleted } from '../maintenance/stop-deleted'

/** Contained in the document that only Ada may see. */
const ADAS_WORD = 'zanzibar'

let served: ServedApp
let knowledgeBaseId: string
let rolloutId: string
const db = () => served.app.studio.system.db

/** Finds passages and lets a model repeat them. */
const readingApp = (connection: string): Graph =>
  chatApp(
    [
      { id: 'r', type: 'retriever', config: { knowledgeBaseId, search: { mode: 'lexical' } } },
      { id: 'p', type: 'prompt', config: { messages: [{ role: 'user', content: '{{r.documents}}' }] } },
      { id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } },
    ],
    ['in.message -> r.query', 'p.messages -> m.prompt', 'm.text -> out.text'],
  )

beforeAll(async () => {
  let connection = ''
  served = await serveApp('shop', (id) => {
    connection = id
    return chatApp([], ['in.message -> out.text'])
  })
  const { app } = served
  const { workspaceId } = app.person
  const created = await createKnowledgeBase(db(), { workspaceId, name: 'Files' })
  knowledgeBaseId = created.knowledgeBaseId
  const file = { mimeType: 'text/plain', sizeBytes: 1, sha256: '', fileId: newId(), chunkCount: 1 }
  const row = { id: newId(), workspaceId, knowledgeBaseId, name: 'ada.txt', ...file, status: 'ready' as const }
  await db()
    .insert(documents)
    .values({ ...row, access: ['user:ada'] })
  const text = `The plan is ${ADAS_WORD}.`
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
  await db().transaction((tx) => replaceChunks(tx, { workspaceId, ...created, documentId: row.id }, [chunk], 1))
  await publishWith(app, readingApp(connection))
  const { versions } = z
    .object({ versions: z.array(z.object({ id: z.string(), number: z.number() })) })
    .parse(await app.request('GET', `/api/studio/apps/${app.appId}/versions`))
  const [candidate, live] = versions.toSorted((a, b) => b.number - a.number).map(({ id }) => id)
  const at = { environment: 'production' }
  const path = `/api/studio/apps/${app.appId}`
  await app.request('POST', `${path}/releases/rollback`, { ...at, versionId: live, expectedVersionId: candidate })
  const shadow = { ...at, kind: 'shadow', percent: 100, versionId: candidate, expectedVersionId: live }
  const started = await app.request('POST', `${path}/rollouts`, shadow)
  rolloutId = z.object({ rolloutId: z.string() }).parse(started).rolloutId
  const budget = { workspaceId, name: 'Each', scope: 'end-user' as const, period: 'day' as const }
  await db()
    .insert(budgets)
    .values({ ...budget, limitMicros: 1_000_000 })
})
afterAll(() => served.close())

/** Sends a request with the key. @returns its waiting shadow run */
async function queuedShadow(headers: Record<string, string>, path = '/api/v1/apps/shop/runs', body: object = {}) {
  const message = { inputs: { message: 'What is the plan?' }, ...body }
  const response = await served.app.router.request(path, postJson(message, headers))
  expect([response.status, await response.text()]).toEqual([200, expect.not.stringContaining(ADAS_WORD)])
  const queued = () =>
    db()
      .select()
      .from(runs)
      .where(and(isNotNull(runs.shadowOf), eq(runs.status, 'queued')))
  await expect.poll(async () => (await queued()).length).toBe(1)
  const [{ id, workspaceId } = { id: '', workspaceId: '' }] = await queued()
  return { id, workspaceId }
}

/** Like `queuedShadow`, and drives the run to its end. */
async function shadowOf(...args: Parameters<typeof queuedShadow>) {
  const { id, workspaceId } = await queuedShadow(...args)
  await (await claimAndDrive(served.app.studio.system, { runId: id, workspaceId }))?.done
  const [run] = await db().select().from(runs).where(eq(runs.id, id))
  if (!run) throw new Error('The shadow is gone.')
  expect(run.status).toBe('succeeded')
  return run
}

const readsAdasDocument = (run: { outputs: unknown }) => JSON.stringify(run.outputs).includes(ADAS_WORD)
const overKey = (headers: Record<string, string> = {}) => ({ ...served.app.bearer, ...headers })

test('a shadow run reads the documents of the end user that it mirrors, and no others', async () => {
  expect(readsAdasDocument(await shadowOf(overKey({ 'patchbay-end-user': 'ada' })))).toBe(true)
  expect(readsAdasDocument(await shadowOf(overKey({ 'patchbay-end-user': 'bob' })))).toBe(false)
  expect(readsAdasDocument(await shadowOf(overKey()))).toBe(false)
})

test('the shadow run of a visitor who claims the name ada has the rights of a visitor', async () => {
  const sameOrigin = { origin: 'http://localhost:3000', host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }
  const entered = await served.app.router.request('http://localhost:3000/embed/shop/session', postJson({}, sameOrigin))
  const { token } = z.looseObject({ token: z.string() }).parse(await entered.json())
  expect(readsAdasDocument(await shadowOf(bearer(token), '/embed/shop/messages'))).toBe(false)
})

test('a shadow run is not counted, listed or remembered for the end user', async () => {
  const { app } = served
  const ada = overKey({ 'patchbay-end-user': 'ada' })
  const get = async (path: string) => (await app.router.request(`/api/v1/apps/shop${path}`, { headers: ada })).text()
  const conversation = await app.router.request('/api/v1/apps/shop/conversations', postJson({}, ada))
  const { id } = z.looseObject({ id: z.string() }).parse(await conversation.json())
  const shadow = await shadowOf(ada, undefined, { conversationId: id })
  expect(readsAdasDocument(shadow)).toBe(true)
  expect([shadow.endUser, shadow.keyId, shadow.visitor, shadow.endUserGroups]).toEqual([null, null, null, null])

  await callLedger(db()).flush()
  const calls = await db().select().from(modelCalls).where(eq(modelCalls.runId, shadow.id))
  expect(calls.map(({ endUser, keyId }) => [endUser, keyId])).toEqual([[null, null]])
  expect(await db().select().from(budgetSpends)).toEqual([])

  expect(await get(`/conversations/${id}/messages`)).not.toContain(shadow.id)
  expect(await get(`/runs/${shadow.id}`)).toContain('NOT_FOUND')
  const { workspaceId } = app.person
  const created = { workspaceId, appId: app.appId, environment: 'production', name: 'made.png', mediaType: 'image/png' }
  const file = { ...created, id: newId(), runId: shadow.id, sha256: '', sizeBytes: 1 }
  await db().insert(appFiles).values(file)
  const asKey = async (path: string) => {
    const response = await app.router.request(`/api/v1/apps/shop${path}`, { headers: overKey() })
    return [response.status, (await response.text()).includes('made.png')]
  }
  expect([await asKey('/files'), await asKey(`/files/${file.id}`)]).toEqual([
    [200, false],
    [404, false],
  ])
})

test('a shadow run is deleted with its original, whose texts and end user it contains', async () => {
  const { app } = served
  const ada = overKey({ 'patchbay-end-user': 'ada' })
  const created = await app.router.request('/api/v1/apps/shop/conversations', postJson({}, ada))
  const { id } = z.looseObject({ id: z.string() }).parse(await created.json())
  const shadow = await shadowOf(ada, undefined, { conversationId: id })
  const other = await shadowOf(ada)
  const path = `/api/v1/apps/shop/conversations/${id}`
  expect((await app.router.request(path, { method: 'DELETE', headers: ada })).status).toBeLessThan(300)
  const left = await db().select().from(runs).where(isNotNull(runs.shadowOf))
  const ids = left.map((run) => run.id)
  expect([ids.includes(shadow.id), ids.includes(other.id)]).toEqual([false, true])
})

test('an active shadow run is stopped shortly after its original is deleted', async () => {
  const { app } = served
  const ada = overKey({ 'patchbay-end-user': 'ada' })
  const created = await app.router.request('/api/v1/apps/shop/conversations', postJson({}, ada))
  const { id } = z.looseObject({ id: z.string() }).parse(await created.json())
  const address = await queuedShadow(ada, undefined, { conversationId: id })
  const callsBefore = served.modelCalls.length
  const release = served.holdBack()
  const claimed = await claimAndDrive(app.studio.system, { runId: address.id, workspaceId: address.workspaceId })
  await expect.poll(() => served.modelCalls.length).toBe(callsBefore + 1)
  await stopDeleted(app.studio.system)
  expect(activeRuns().get(address.id)?.hasEnded()).toBe(false)
  const path = `/api/v1/apps/shop/conversations/${id}`
  expect((await app.router.request(path, { method: 'DELETE', headers: ada })).status).toBeLessThan(300)
  await stopDeleted(app.studio.system)
  await claimed?.done
  expect(activeRuns().size).toBe(0)
  release()
})

test('a member without access to the document does not see the shadow’s answer from it', async () => {
  const { app } = served
  const viewer = await app.studio.signUp('viewer', app.person.workspaceId)
  await shadowOf(overKey({ 'patchbay-end-user': 'ada' }))
  const path = `/api/studio/apps/${app.appId}/rollouts/${rolloutId}/pairs`
  const seen = async (person: typeof viewer) => (await app.studio.call({ method: 'GET', path, person })).text()
  expect([(await seen(app.person)).includes(ADAS_WORD), (await seen(viewer)).includes(ADAS_WORD)]).toEqual([
    true,
    false,
  ])
})

test('blocking an end user or a key ends their shadow runs, and no others', async () => {
  const { app } = served
  const statusOf = async ({ id }: { id: string }) =>
    (await db().select({ status: runs.status }).from(runs).where(eq(runs.id, id)))[0]?.status
  const block = (kind: string, subject: string) =>
    app.request('POST', '/api/studio/protection/blocks', { kind, subject, reason: 'Abuse.', hours: 1 })
  const bobs = await queuedShadow(overKey({ 'patchbay-end-user': 'bob' }))
  await block('end-user', 'ada')
  expect(await statusOf(bobs)).toBe('queued')
  await block('end-user', 'bob')
  expect(await statusOf(bobs)).toBe('cancelled')
  const other = await app.request('POST', '/api/studio/keys', { name: 'Other', appIds: [app.appId] })
  const { key, secret } = z.object({ key: z.object({ id: z.string() }), secret: z.string() }).parse(other)
  const keyed = await queuedShadow(bearer(secret))
  await block('key', key.id)
  expect(await statusOf(keyed)).toBe('cancelled')
  await db().transaction(async (tx) => {
    await tx.delete(blocks)
    await invalidateProtection(tx)
  })
  protectionCache(db()).invalidate()
})

test('stopping the traffic also ends waiting shadow runs', async () => {
  const { app } = served
  const { id } = await queuedShadow(overKey({ 'patchbay-end-user': 'ada' }))
  await app.request('POST', '/api/studio/protection/stops', { appId: app.appId, message: 'Back at noon.' })
  const [stopped] = await db().select().from(runs).where(eq(runs.id, id))
  expect(stopped?.status).toBe('cancelled')
})
