import { desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { documents } from '@/lib/db/schema/knowledge'
import { rollouts } from '@/lib/db/schema/releases'
import { runEvents, runReads, runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { replaceChunks } from '@/lib/rag/ingest/insert-chunks'
import { emptyTrash } from '@/lib/services/knowledge/documents/empty-trash'
import { deleteRuns } from '../maintenance/delete-runs'

/** Contained in the document that only the group sales may see, and nowhere else. */
const SECRET = /zanzibar/i
const MARK = 'The plan of sales is Zanzibar.'

let app: TestApp
let viewer: TestPerson
let runner: TestPerson
let knowledgeBaseId: string
const ids: Record<'open' | 'sales', string> = { open: newId(), sales: newId() }
const RETRIEVER = { id: 'r', type: 'retriever' }

beforeAll(async () => {
  app = await createTestApp('plans', chatApp([], ['in.message -> out.text']))
  const { db } = app.studio.system
  const { workspaceId } = app.person
  const created = await createKnowledgeBase(db, { workspaceId, name: 'Files' })
  knowledgeBaseId = created.knowledgeBaseId
  for (const [name, text] of [
    ['open', 'The plan of everybody is to rest.'],
    ['sales', MARK],
  ] as const) {
    const file = { mimeType: 'text/plain', sizeBytes: 1, sha256: '', fileId: newId() }
    const row = { id: ids[name], workspaceId, knowledgeBaseId, name: `${name}.txt`, ...file, chunkCount: 1 }
    await db.insert(documents).values({ ...row, status: 'ready' })
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
    await db.transaction((tx) => replaceChunks(tx, { workspaceId, ...created, documentId: ids[name] }, [chunk], 1))
  }
  viewer = await app.studio.signUp('viewer', workspaceId)
  runner = await app.studio.signUp('runner', workspaceId)
  await draw()
  await app.publish()
})
beforeEach(() => setAccess(['group:sales']))
afterAll(() => app.close())

const setAccess = (access: string[] | null) =>
  app.request('POST', `/api/studio/knowledge/${knowledgeBaseId}/access`, { documentIds: [ids.sales], access })

/** @param pinned pinned outputs of the retriever */
async function draw(pinned?: object) {
  const config = { knowledgeBaseId, search: { mode: 'lexical' } }
  const graph = chatApp(
    [{ ...RETRIEVER, config }],
    ['in.message -> r.query', 'r.documents -> out.text', 'r.documents -> out.documents'],
  )
  const nodes = graph.nodes.map((node) => (node.id === 'r' && pinned ? { ...node, pinned } : node))
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, {
    graph: { ...graph, nodes },
    revision: app.revision,
  })
  app.revision = z.looseObject({ revision: z.number() }).parse(saved).revision
}

const WaitList = z.object({ waits: z.array(z.looseObject({ id: z.string() })), nextCursor: z.string().nullable() })
const Answer = z.looseObject({ runId: z.string(), answer: z.string().nullable() })

/** A run with the key. @param groups of its end user */
async function run(groups: string | null, message = 'What is the plan?', overrides: object = {}) {
  const caller = groups === null ? {} : { 'patchbay-end-user': 'ann', 'patchbay-end-user-groups': groups }
  const path = '/api/v1/apps/plans/runs'
  const response = await app.router.request(
    path,
    postJson({ inputs: { message }, ...overrides }, { ...app.bearer, ...caller }),
  )
  expect(response.status).toBe(200)
  return Answer.parse(await response.json())
}

async function see(person: TestPerson, path: string, method = 'GET', body?: object) {
  const response = await app.studio.call({ method, path: `/api/studio${path}`, person, ...(body ? { body } : {}) })
  const text = await response.text()
  return { status: response.status, text, isSecret: SECRET.test(text) }
}

/** The visible data of a run: status, and whether it contains the text for sales only. */
async function seenBy(person: TestPerson, runId: string) {
  const [head, events] = [await see(person, `/runs/${runId}`), await see(person, `/runs/${runId}/events`)]
  return [head.status, head.isSecret, events.status, events.isSecret]
}

test('hides a run that read documents which the person may not see now', async () => {
  const [closed, open] = [await run('sales'), await run(null)]
  expect([SECRET.test(closed.answer ?? ''), SECRET.test(open.answer ?? '')]).toEqual([true, false])
  expect(await seenBy(app.person, closed.runId)).toEqual([200, true, 200, true])
  expect(await seenBy(viewer, closed.runId)).toEqual([403, false, 403, false])
  expect(await seenBy(viewer, open.runId)).toEqual([200, false, 200, false])
  await setAccess(['group:sales', 'role:viewer'])
  expect(await seenBy(viewer, closed.runId)).toEqual([200, true, 200, true])
  expect((await seenBy(runner, closed.runId))[0]).toBe(403)
  // A document deleted before its access was recorded: its former access is unknown.
  await setAccess(['group:sales'])
  const { db } = app.studio.system
  await db.delete(runReads).where(eq(runReads.runId, closed.runId))
  const events = await db.select({ events: runEvents.events }).from(runEvents).where(eq(runEvents.runId, closed.runId))
  const replacement = sql`replace(${JSON.stringify(events[0]?.events)}::text, ${ids.sales}, ${newId()})::json`
  await db.update(runEvents).set({ events: replacement }).where(eq(runEvents.runId, closed.runId))
  expect(await seenBy(viewer, closed.runId)).toEqual([403, false, 403, false])
})

test('hides large values, feedback and created files of a closed run, and rejects its rerun', async () => {
  const { runId } = await run('sales')
  const { workspaceId } = app.person
  const file = { id: newId(), workspaceId, appId: app.appId, runId, name: 'plan.txt', mediaType: 'text/plain' }
  await app.studio.system.db.insert(appFiles).values({ ...file, sha256: '', sizeBytes: 1 })
  await see(app.person, `/runs/${runId}/feedback`, 'PUT', { rating: 'down', correction: MARK })
  for (const [person, path, method, body] of [
    [viewer, `/runs/${runId}/values/${'0'.repeat(64)}`],
    [viewer, `/runs/${runId}/feedback`],
    [viewer, `/files/${file.id}/content`],
    [runner, `/runs/${runId}/feedback`, 'PUT', { rating: 'up' }],
    [runner, `/runs/${runId}/rerun`, 'POST', {}],
  ] as const)
    expect([path, (await see(person, path, method, body)).status]).toEqual([path, 403])
  const list = await see(viewer, '/runs?limit=50')
  expect([list.status, list.text.includes(runId), list.isSecret]).toEqual([200, true, false])
})

test('the run list hides the input of a closed run, and a search does not find the run by it', async () => {
  const finished = await run('sales', `What is the plan? ${MARK}`)
  const list = '/runs?limit=50'
  expect((await see(app.person, list)).isSecret).toBe(true)
  const listResponse = await see(viewer, list)
  expect([listResponse.status, listResponse.isSecret, listResponse.text.includes(finished.runId)]).toEqual([
    200,
    false,
    true,
  ])
  expect((await see(app.person, `${list}&search=zanzibar`)).text).toContain(finished.runId)
  expect((await see(viewer, `${list}&search=zanzibar`)).text).not.toContain(finished.runId)
  await app.studio.system.db.delete(runs).where(eq(runs.id, finished.runId))
})

test('hides the error of a closed run in lists, in the inbox and from searches', async () => {
  const { db } = app.studio.system
  const [closed, open] = [await run('sales'), await run(null)]
  const fail = (runId: string, error: string) =>
    db
      .update(runs)
      .set({ status: 'failed', error, errorCode: 'INVALID_OUTPUT', outputs: null })
      .where(eq(runs.id, runId))
  await fail(closed.runId, `Not JSON: ${MARK}`)
  await fail(open.runId, 'Not JSON: rest.')
  const [list, inbox] = ['/runs?limit=50', '/inbox/failures']
  for (const path of [list, inbox]) {
    const [managed, shown] = [await see(app.person, path), await see(viewer, path)]
    expect([path, managed.isSecret, shown.status, shown.isSecret]).toEqual([path, true, 200, false])
    expect(shown.text).toContain('Not JSON: rest.')
    expect(shown.text).toContain('This run read documents that you may not see.')
  }
  const found = async (person: TestPerson, text: string) => (await see(person, `${list}&search=${text}`)).text
  expect(await found(app.person, 'zanzibar')).toContain(closed.runId)
  expect(await found(viewer, 'zanzibar')).not.toContain(closed.runId)
  // The search does not match the input either, which the list does not show.
  expect(await found(viewer, 'the%20plan')).not.toContain(closed.runId)
  expect(await found(viewer, 'the%20plan')).toContain(open.runId)
  expect((await see(viewer, `${inbox}?search=zanzibar`)).text).not.toContain(closed.runId)
  await setAccess(null)
  for (const path of [list, inbox]) expect([path, (await see(viewer, path)).isSecret]).toEqual([path, true])
  await db.delete(runs).where(eq(runs.status, 'failed'))
})

test('the list of approvals hides the questions of a closed run', async () => {
  const { runId } = await run('sales')
  const { workspaceId } = app.person
  const pendingInput = { workspaceId, appId: app.appId, runId, path: 'ask', nodeId: 'ask', nodeLabel: 'Ask' }
  const answer = { decision: 'approved' as const, values: { text: MARK }, comment: MARK, by: 'Ann' }
  const request = (key: string, roles: string[]) => ({
    ...pendingInput,
    key,
    status: 'answered' as const,
    answer,
    request: {
      kind: 'approval' as const,
      title: `${MARK}?`,
      message: MARK,
      context: MARK,
      fields: [],
      dueAtMs: null,
      onDue: 'fail' as const,
      assignees: { userIds: [], roles },
      needsSecondPerson: false,
    },
  })
  await app.studio.system.db.insert(waits).values(request('a', ['owner']))
  const path = `/waits?filter=answered`
  const [managed, shown] = [await see(app.person, path), await see(viewer, path)]
  expect([managed.isSecret, shown.status, shown.isSecret]).toEqual([true, 200, false])
  expect(shown.text).toContain('Ask')
  // Search results reveal nothing either.
  const found = async (person: TestPerson, search: string) => {
    const { text } = await see(person, `${path}&limit=1&search=${search}`)
    const { waits: list, nextCursor } = WaitList.parse(JSON.parse(text))
    return [list.map(({ id }) => id === shownId), nextCursor]
  }
  const shownId = WaitList.parse(JSON.parse(shown.text)).waits[0]?.id
  expect(await found(app.person, 'zanzibar')).toEqual([[true], null])
  expect(await found(viewer, 'zanzibar')).toEqual([[], null])
  expect(await found(viewer, 'ASK')).toEqual([[true], null])
  await setAccess(null)
  expect((await see(viewer, path)).isSecret).toBe(true)
})

test('closes runs that contain messages of a closed run', async () => {
  const response = await app.router.request(
    '/api/v1/apps/plans/conversations',
    postJson({}, { ...app.bearer, 'patchbay-end-user': 'ann' }),
  )
  const { id: conversationId } = z.looseObject({ id: z.string() }).parse(await response.json())
  const before = await run('none', 'What is the plan?', { conversationId })
  await run('sales', 'What is the plan?', { conversationId })
  const after = await run('none', 'And the plan?', { conversationId })
  expect(SECRET.test(after.answer ?? '')).toBe(false)
  expect([(await seenBy(viewer, before.runId))[0], (await seenBy(viewer, after.runId))[0]]).toEqual([200, 403])
  // A chat page sends the history itself, without its origin.
  const history = [{ role: 'assistant', content: MARK }]
  const answered = await run('none', 'And then?', { history })
  expect((await seenBy(viewer, answered.runId))[0]).toBe(403)
})

test('the comparison of versions omits questions and answers of closed runs', async () => {
  const { workspaceId } = app.person
  const { db } = app.studio.system
  const [closed, open] = [await run('sales', `What is the plan? ${MARK}`), await run(null)]
  const [{ versionId } = { versionId: null }] = await db.select().from(runs).where(eq(runs.id, open.runId))
  const id = newId()
  const rolloutKey = { workspaceId, appId: app.appId, environment: 'production', versionId: versionId ?? '' }
  const plan = { kind: 'shadow' as const, percent: 100, stickyBy: 'conversation' as const, rules: null }
  const rollout = { startedByName: 'owner', status: 'stopped' as const }
  await db.insert(rollouts).values({ ...rolloutKey, ...plan, ...rollout, id, baseVersionId: rolloutKey.versionId })
  await db.update(runs).set({ rolloutId: id, error: MARK }).where(eq(runs.id, closed.runId))
  await db.update(runs).set({ rolloutId: id, shadowOf: closed.runId }).where(eq(runs.id, open.runId))
  for (const path of ['pairs', 'answers']) {
    const [managed, shown] = [
      await see(app.person, `/apps/${app.appId}/rollouts/${id}/${path}`),
      await see(viewer, `/apps/${app.appId}/rollouts/${id}/${path}`),
    ]
    expect([path, managed.status, managed.isSecret, shown.status, shown.isSecret]).toEqual([
      path,
      200,
      true,
      200,
      false,
    ])
  }
})

test('the rows and the file of a batch omit values and outputs of closed runs', async () => {
  const { workspaceId } = app.person
  const { db } = app.studio.system
  const [closed, open] = [await run('sales'), await run(null)]
  const batchId = newId()
  const about = { name: 'Plans', fileName: 'plans.csv', format: 'csv' as const, columns: ['message'], rowCount: 2 }
  await db.insert(batches).values({ ...about, id: batchId, workspaceId, appId: app.appId, status: 'done' })
  const row = { batchId, workspaceId, values: { message: 'What is the plan?' }, status: 'succeeded' as const }
  await db.insert(batchItems).values([
    { ...row, row: 1, runId: closed.runId, values: { message: `Is this it? ${MARK}` }, outputs: { text: MARK } },
    { ...row, row: 3, runId: closed.runId, status: 'failed', error: `Not JSON: ${MARK}` },
    { ...row, row: 2, runId: open.runId, outputs: { text: 'to rest' } },
  ])
  for (const path of ['items', 'results?format=csv', 'results?format=jsonl']) {
    const [managed, shown] = [
      await see(app.person, `/batches/${batchId}/${path}`),
      await see(viewer, `/batches/${batchId}/${path}`),
    ]
    expect([path, managed.isSecret, shown.status, shown.isSecret]).toEqual([path, true, 200, false])
    expect(shown.text).toContain('to rest')
  }
  // The rows stay when their runs are deleted, and what those read is unknown.
  await db.transaction((tx) => deleteRuns(tx, workspaceId, [closed.runId, open.runId]))
  const [managed, shown] = [
    await see(app.person, `/batches/${batchId}/items`),
    await see(viewer, `/batches/${batchId}/items`),
  ]
  expect([managed.isSecret, shown.status, shown.isSecret]).toEqual([true, 200, false])
  await setAccess(null)
  expect((await see(viewer, `/batches/${batchId}/items`)).isSecret).toBe(true)
})

test('a run that continues a deleted hidden run stays hidden and is deleted completely', async () => {
  const { db } = app.studio.system
  const headers = { ...app.bearer, 'patchbay-end-user': 'ann' }
  const response = await app.router.request('/api/v1/apps/plans/conversations', postJson({}, headers))
  const { id: conversationId } = z.looseObject({ id: z.string() }).parse(await response.json())
  const closedRun = await run('sales', 'What is the plan?', { conversationId })
  const after = await run('none', 'And the plan?', { conversationId })
  const fresh = await run('none', 'The plan of whom?')
  const second = await run(null)
  await db.update(runs).set({ sourceRunId: closedRun.runId }).where(eq(runs.id, second.runId))
  const states = () => Promise.all([after, second, fresh].map(async ({ runId }) => (await seenBy(viewer, runId))[0]))
  expect(await states()).toEqual([403, 403, 200])
  const readCount = () => db.$count(runReads, eq(runReads.runId, closedRun.runId))
  expect(await readCount()).toBe(1)
  await db.transaction((tx) => deleteRuns(tx, app.person.workspaceId, [closedRun.runId]))
  expect([await states(), await readCount()]).toEqual([[403, 403, 200], 0])
})

test('a partial run reuses no answer of a run that is closed to the person who runs it', async () => {
  const graph = chatApp(
    [
      { ...RETRIEVER, config: { knowledgeBaseId, search: { mode: 'lexical' } } },
      { id: 't', type: 'template', config: { text: '{{documents}}' } },
      { id: 'u', type: 'template', config: { text: 'Said: {{text}}' } },
    ],
    ['in.message -> r.query', 'r.documents -> t.documents', 't.text -> u.text', 'u.text -> out.text'],
  )
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { graph, revision: app.revision })
  app.revision = z.looseObject({ revision: z.number() }).parse(saved).revision
  const start = { inputs: { message: 'What is the plan?' } }
  expect((await see(app.person, `/apps/${app.appId}/runs`, 'POST', start)).isSecret).toBe(true)
  const part = (person: TestPerson) =>
    see(person, `/apps/${app.appId}/run-parts`, 'POST', { kind: 'node', nodeId: 'u' })
  const [managed, shown] = [await part(app.person), await part(runner)]
  expect([managed.status, managed.isSecret, shown.status, shown.isSecret]).toEqual([200, true, 403, false])
  await draw()
})

test('shows a pinned result only to people with access to its documents, and cuts the stream of a run with it for others', async () => {
  const passage = {
    chunkId: newId(),
    documentId: ids.sales,
    documentName: 'sales.txt',
    knowledgeBaseId,
    headings: [],
    text: MARK,
    page: null,
    start: 0,
    end: 9,
    vectorRank: null,
    keywordRank: 1,
    score: 1,
  }
  await draw({ documents: [passage] })
  const [managed, shown] = [await see(app.person, `/apps/${app.appId}`), await see(runner, `/apps/${app.appId}`)]
  expect([managed.isSecret, shown.status, shown.isSecret]).toEqual([true, 200, false])
  const request = (person: TestPerson) =>
    see(person, `/apps/${app.appId}/runs`, 'POST', { inputs: { message: 'What is the plan?' } })
  expect((await request(app.person)).isSecret).toBe(true)
  // The stream is cut; a new request gets the reason.
  await expect(request(runner)).rejects.toThrow('documents that you may not see')
  const [last] = await app.studio.system.db.select({ id: runs.id }).from(runs).orderBy(desc(runs.id)).limit(1)
  expect((await see(runner, `/runs/${last?.id}/events`)).status).toBe(403)
  await draw()
  expect((await request(runner)).text).toContain('to rest')
})

test('a run stays closed when its documents are permanently deleted, and open to people who had access', async () => {
  const [closed, open] = [await run('sales'), await run(null)]
  await setAccess(['group:sales', 'role:runner'])
  const { db } = app.studio.system
  await db.update(documents).set({ deletedAt: new Date(0) })
  await emptyTrash(db)
  expect(await db.$count(documents)).toBe(0)
  // Requested twice: the documents of a run are looked up once.
  for (const _ of [1, 2]) {
    expect(await seenBy(viewer, closed.runId)).toEqual([403, false, 403, false])
    expect(await seenBy(runner, closed.runId)).toEqual([200, true, 200, true])
    expect((await seenBy(viewer, open.runId))[0]).toBe(200)
  }
})
