import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { createTestApp, type TestApp } from '../../testing/test-app'
import { postJson } from '../__fixtures__/test-public-api'

const asForm = () => {
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text: 'About {{topic}}.' } }],
    ['in.topic -> t.topic', 't.text -> out.text'],
  )
  const fields = [{ name: 'topic', label: 'Topic', kind: 'text' }]
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { mode: 'form', fields } } : node))
  return { ...graph, nodes }
}

let app: TestApp
let runIds: string[]
beforeAll(async () => {
  app = await createTestApp('facts', asForm())
  runIds = []
  for (const [topic, user] of [
    ['bees', 'ann'],
    ['cats', 'bob'],
    ['dogs', 'ann'],
  ] as const) {
    const body = { inputs: { topic }, user, response_mode: 'blocking' }
    runIds.push((await (await request('workflows/run', postJson(body))).json()).workflow_run_id)
  }
}, 60_000)
afterAll(() => app.close())

const request = (path: string, init: RequestInit = {}) =>
  app.router.request(`/v1/${path}`, { ...init, headers: { ...app.bearer, ...init.headers } })
const logs = async (query: string) => (await request(`workflows/logs?${query}`)).json()

test('lists runs page by page, newest first, without their content', async () => {
  const first = await logs('limit=2')
  expect(first).toMatchObject({ page: 1, limit: 2, total: 3, has_more: true })
  expect(first.data).toMatchObject([
    {
      id: runIds[2],
      created_from: 'service-api',
      created_by_end_user: { session_id: 'ann' },
      workflow_run: { id: runIds[2], version: '1', status: 'succeeded', error: null },
    },
    { id: runIds[1] },
  ])
  expect(JSON.stringify(first)).not.toContain('dogs')
  expect(await logs('limit=2&page=2')).toMatchObject({ page: 2, has_more: false, data: [{ id: runIds[0] }] })
  expect((await logs('created_by_end_user_session_id=bob')).data).toMatchObject([{ id: runIds[1] }])
  expect((await logs('keyword=CATS')).data).toMatchObject([{ id: runIds[1] }])
  expect(await logs('keyword=%25')).toMatchObject({ total: 0, data: [] })
  expect(await logs('status=failed')).toMatchObject({ total: 0, has_more: false, data: [] })
  expect((await logs('created_at__after=2020-01-01T00:00:00Z')).total).toBe(3)
  expect((await logs('created_at__before=2020-01-01T00:00:00%2B08:00')).total).toBe(0)
  for (const wrong of ['status=running', 'page=0', 'limit=101', 'created_at__after=monday', 'secret=1'])
    expect((await request(`workflows/logs?${wrong}`)).status, wrong).toBe(400)
})

test("excludes runs of visitors, so that knowing a visitor's name does not allow impersonation", async () => {
  const sameOrigin = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }
  const opened = await app.router.request('/embed/facts/session', postJson({}, sameOrigin))
  const { token, sid } = await opened.json()
  const message = postJson({ inputs: { topic: 'owls' } }, { authorization: `Bearer ${token}` })
  expect(await (await app.router.request('/embed/facts/messages', message)).text()).toContain('About owls.')
  const listed = await logs('limit=100')
  expect([listed.total, JSON.stringify(listed).includes(sid)]).toEqual([3, false])
})

test('returns inputs and duration of a run, and replays its events for its user', async () => {
  const run = await (await request(`workflows/run/${runIds[0]}`)).json()
  expect(run).toMatchObject({ id: runIds[0], inputs: { topic: 'bees' }, outputs: { text: 'About bees.' } })
  expect(run.finished_at).toBeGreaterThanOrEqual(run.created_at)
  const events = await (await request(`workflow/${runIds[0]}/events?user=ann`)).text()
  expect(events.match(/"event":"\w+"/g)).toEqual([
    '"event":"workflow_started"',
    expect.stringMatching(/text_chunk/),
    '"event":"workflow_finished"',
  ])
  expect(events).toContain('About bees.')
  expect((await request(`workflow/${runIds[0]}/events?user=bob`)).status).toBe(404)
  expect((await request(`workflow/${runIds[0]}/events`)).status).toBe(400)
})

test('reports the reason of a failed run like every API, without the response of a service', async () => {
  const { db } = app.studio.system
  const secret = 'https://inside.example answered 500: password=hunter2'
  const failed = { status: 'failed', error: secret, errorCode: 'EGRESS_FAILED' } as const
  const [runId = ''] = runIds
  await db.update(runs).set(failed).where(eq(runs.id, runId))
  const [entry] = (await logs('status=failed')).data
  expect(entry.workflow_run.error).toBe('The app failed to answer.')
  expect((await logs('keyword=hunter2')).total).toBe(0)
  expect(await (await request(`workflows/run/${runId}`)).json()).toMatchObject({ error: 'The app failed to answer.' })
})
