import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import type { WorkspaceRows } from '@/lib/api/testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { ConversationThread } from '@/lib/contracts/app-conversations'
import { newId } from '@/lib/core/new-id'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { runFeedback } from '@/lib/db/schema/datasets'
import { runs } from '@/lib/db/schema/runs'

let studio: TestStudio
let owner: TestPerson
let rows: WorkspaceRows

beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  owner = await studio.signUp('owner')
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  await studio.system.db.delete(runs)
})

type NewRun = Partial<typeof runs.$inferInsert>
const HELLO = [
  { role: 'user' as const, content: 'Hello' },
  { role: 'assistant' as const, content: 'Hi' },
]

/** @returns the id of the run */
async function ran(message: string, overrides: NewRun = {}): Promise<string> {
  const id = newId()
  await studio.system.db.insert(runs).values({
    id,
    workspaceId: owner.workspaceId,
    appId: rows.appId,
    versionId: rows.versionId,
    versionNumber: 1,
    planHash: 'p',
    origin: 'widget',
    status: 'succeeded',
    environment: 'production',
    labels: {},
    preview: message,
    inputs: { message },
    outputs: { text: `Answer to ${message}` },
    costMicros: 10,
    ...overrides,
  })
  return id
}

async function list(query = '', person = owner): Promise<ConversationThread[]> {
  const path = `/api/studio/apps/${rows.appId}/conversations${query}`
  const response = await studio.call({ method: 'GET', path, person })
  expect(response.status).toBe(200)
  return (await response.json()).conversations
}

async function openThread(runId: string, person = owner) {
  const path = `/api/studio/apps/${rows.appId}/conversations/${runId}`
  const response = await studio.call({ method: 'GET', path, person })
  return { status: response.status, body: await response.json() }
}

test('lists conversations in channels, but not runs that triggers started', async () => {
  const asked = await ran('When do you open?', { origin: 'channel', endUser: 'slack:T1:U1' })
  await ran('An event', { origin: 'webhook' })
  expect((await list()).map(({ id, origin }) => [id, origin])).toEqual([[asked, 'channel']])
  expect(await list('?origin=channel')).toHaveLength(1)
})

test('groups the messages of one visitor until a message without history', async () => {
  const first = await ran('Where is my order?', { endUser: 'ann' })
  await ran('Another visitor', { endUser: 'bob' })
  await ran('It is late', { endUser: 'ann', history: HELLO, status: 'failed', error: 'The model failed.' })
  await ran('The draft', { endUser: 'ann', history: HELLO, versionId: null, versionNumber: null })
  const second = await ran('A new question', { endUser: 'ann' })
  await ran('And more', { endUser: 'ann', history: HELLO })
  const found = await list()
  expect(found.map(({ title, turns, failures }) => [title, turns, failures])).toEqual([
    ['A new question', 2, 0],
    ['Another visitor', 1, 0],
    ['Where is my order?', 2, 1],
  ])
  const { body } = await openThread(first)
  expect(body.turns).toMatchObject([
    { message: 'Where is my order?', answer: 'Answer to Where is my order?' },
    { message: 'It is late', answer: null, status: 'failed', error: 'The model failed.' },
  ])
  expect((await openThread(second)).body.conversation).toMatchObject({ turns: 2, costMicros: 20, endUser: 'ann' })
})

test('returns the passages that an answer cites, without damaged ones', async () => {
  const citation = { number: 1, chunkId: 'c', documentName: 'care.md', page: null, start: 0, end: 4, quote: 'Care' }
  const outputs = { text: 'Every two weeks [1].', citations: [citation, { number: 'x' }] }
  const { body } = await openThread(await ran('How often?', { outputs }))
  expect(body.turns).toMatchObject([{ answer: 'Every two weeks [1].', citations: [citation] }])
  expect((await openThread(await ran('Hello'))).body.turns).toMatchObject([{ citations: [] }])
})

test('groups the runs of a stored conversation, named by its title', async () => {
  const [stored] = await studio.system.db
    .insert(conversations)
    .values({ workspaceId: owner.workspaceId, appId: rows.appId, title: 'Refund of order 7' })
    .returning()
  const conversationId = stored?.id ?? ''
  const first = await ran('I want a refund', { origin: 'api' })
  const second = await ran('Order 7', { origin: 'api', history: HELLO })
  await studio.system.db
    .insert(conversationTurns)
    .values([first, second].map((runId) => ({ conversationId, runId, workspaceId: owner.workspaceId })))
  expect(await list()).toMatchObject([{ id: first, title: 'Refund of order 7', turns: 2, origin: 'api' }])
})

test('a caller without a name who sends a history has a thread per run, with that history', async () => {
  await ran('First', { origin: 'openai' })
  const second = await ran('Second', { origin: 'openai', history: HELLO })
  expect((await list()).map(({ title, turns }) => [title, turns])).toEqual([
    ['Second', 1],
    ['First', 1],
  ])
  expect((await openThread(second)).body.history).toEqual(HELLO)
})

test('filters by words in any message, failures, ratings and origin', async () => {
  await ran('Hello', { endUser: 'ann' })
  const rated = await ran('Where is the kettle_7?', { endUser: 'ann', history: HELLO })
  await ran('Failing', { endUser: 'bob', origin: 'page', status: 'failed' })
  await studio.system.db.insert(runFeedback).values({
    workspaceId: owner.workspaceId,
    appId: rows.appId,
    runId: rated,
    author: 'end:ann',
    rating: 'down',
    correction: 'On the shelf',
  })
  const titles = async (query: string) => (await list(query)).map(({ title }) => title)
  expect(await titles('?search=kettle_7')).toEqual(['Hello'])
  expect(await titles('?search=kettleX7')).toEqual([])
  expect(await titles('?status=failed')).toEqual(['Failing'])
  expect(await titles('?feedback=down')).toEqual(['Hello'])
  expect(await titles('?feedback=corrected')).toEqual(['Hello'])
  expect(await titles('?feedback=up')).toEqual([])
  expect(await titles('?origin=page')).toEqual(['Failing'])
})

test('pages through all threads, with and without a filter', async () => {
  for (let index = 0; index < 5; index += 1) await ran(`Message ${index}`, { endUser: `visitor ${index}` })
  for (const filter of ['', '&search=message']) {
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 4; pages += 1) {
      const path = `/api/studio/apps/${rows.appId}/conversations?limit=2${filter}${cursor}`
      const page = await (await studio.call({ method: 'GET', path, person: owner })).json()
      seen.push(...page.conversations.map(({ title }: ConversationThread) => title))
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(seen).toEqual(['Message 4', 'Message 3', 'Message 2', 'Message 1', 'Message 0'])
  }
})

test('a following run, a run of another app and another workspace are not found', async () => {
  const first = await ran('Hello', { endUser: 'ann' })
  const next = await ran('More', { endUser: 'ann', history: HELLO })
  expect((await openThread(next)).status).toBe(404)
  const stranger = await studio.signUp('owner')
  expect((await openThread(first, stranger)).status).toBe(404)
})
