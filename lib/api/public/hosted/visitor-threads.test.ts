import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { appFiles } from '@/lib/db/schema/app-files'
import { runs } from '@/lib/db/schema/runs'
import { appVariables } from '@/lib/db/schema/variables'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { postJson } from '../__fixtures__/test-public-api'
import { threadOf } from './visitor-threads'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkMPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('eyes', (connection) => {
    const graph = chatApp(
      [{ id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }],
      ['in.message -> m.prompt', 'in.images -> m.images', 'm.text -> out.text'],
    )
    const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { images: true } } : node))
    return { ...graph, nodes }
  })
}, 60_000)
afterAll(() => served.close())

type Headers = Record<string, string>
const db = () => served.app.studio.system.db
const Session = z.object({ token: z.string(), sid: z.string() })

async function visit(): Promise<{ who: Headers; sid: string }> {
  const origin = served.app.studio.system.appUrl
  const opened = await served.app.router.request('/embed/eyes/session', postJson({}, { origin }))
  const { token, sid } = Session.parse(await opened.json())
  return { who: { authorization: `Bearer ${token}` }, sid }
}

async function upload(caller: Headers, mark: string): Promise<string> {
  const form = new FormData()
  form.set('file', new File([Uint8Array.from(PNG), mark], 'dot.png', { type: 'image/png' }))
  const fullResponse = new Response(form)
  const body = await fullResponse.arrayBuffer()
  const headers = { ...caller, 'content-type': fullResponse.headers.get('content-type') ?? '' }
  const sent = { method: 'POST', body, headers: { ...headers, 'content-length': String(body.byteLength) } }
  return z.object({ id: z.string() }).parse(await (await served.app.router.request('/embed/eyes/files', sent)).json())
    .id
}

async function sendMessage(headers: Headers, thread: string, images: string[] = []): Promise<void> {
  const inputs = { message: 'What is this?', ...(images.length > 0 ? { images } : {}) }
  const response = await served.app.router.request('/embed/eyes/messages', postJson({ inputs, thread }, headers))
  expect(await response.text()).toContain('run.completed')
}

async function remove(headers: Headers, thread: string) {
  const response = await served.app.router.request(`/embed/eyes/threads/${thread}`, {
    method: 'DELETE',
    headers: headers,
  })
  return { status: response.status, body: await response.json() }
}

const threads = async (endUser: string) =>
  (await db().select({ thread: runs.thread }).from(runs).where(eq(runs.endUser, endUser))).map(({ thread }) => thread)
const fileIds = async () => (await db().select({ id: appFiles.id }).from(appFiles)).map(({ id }) => id).sort()

test('deleting a conversation deletes its runs, variables and files, and nothing of other conversations', async () => {
  const [mine, other] = [await visit(), await visit()]
  const [own, shared] = [await upload(mine.who, 'own'), await upload(mine.who, 'shared')]
  const others = await upload(other.who, 'other')
  await sendMessage(mine.who, 'thread-one', [own, shared])
  await sendMessage(mine.who, 'thread-one')
  await sendMessage(mine.who, 'thread-two', [shared])
  await sendMessage(other.who, 'thread-one', [others])
  const { workspaceId } = served.app.person
  const { appId } = served.app
  const variable = { workspaceId, appId, environment: 'production', scope: 'conversation' as const, name: 'size' }
  for (const { sid } of [mine, other]) {
    const scopeKey = threadOf(sid, 'thread-one')
    await db()
      .insert(appVariables)
      .values({ ...variable, scopeKey, stored: { value: 'L' }, revision: 1 })
  }
  expect(await remove(mine.who, 'thread-one')).toEqual({ status: 200, body: { deleted: true } })
  expect(await threads(mine.sid)).toEqual([threadOf(mine.sid, 'thread-two')])
  expect(await threads(other.sid)).toEqual([threadOf(other.sid, 'thread-one')])
  // The shared file is still part of the second conversation.
  expect(await fileIds()).toEqual([shared, others].sort())
  const left = await db().select({ key: appVariables.scopeKey }).from(appVariables)
  expect(left).toEqual([{ key: threadOf(other.sid, 'thread-one') }])
  await remove(mine.who, 'thread-two')
  expect(await fileIds()).toEqual([others])
  expect(await threads(mine.sid)).toEqual([])
})

test('keeps a conversation whose answer is not complete, and cancels its run', async () => {
  const { who: headers, sid } = await visit()
  await sendMessage(headers, 'thread-one')
  await db().update(runs).set({ status: 'paused', endedAt: null }).where(eq(runs.endUser, sid))
  expect(await remove(headers, 'thread-one')).toEqual({ status: 200, body: { deleted: false } })
  const after = await db().select({ status: runs.status }).from(runs).where(eq(runs.endUser, sid))
  expect(after).toEqual([{ status: 'cancelled' }])
  expect(await remove(headers, 'thread-one')).toEqual({ status: 200, body: { deleted: true } })
})

test('rejects ids that no page creates', async () => {
  const { who: headers } = await visit()
  expect((await remove(headers, 'short')).status).toBe(404)
  expect((await remove(headers, encodeURIComponent('visitor:a:thread-one'))).status).toBe(404)
  expect((await remove({}, 'thread-one')).status).toBe(401)
})
