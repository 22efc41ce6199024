import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runs } from '@/lib/db/schema/runs'
import { createLettersApp, type LettersApp } from '../../testing/letters-app'
import { stageWithKey } from '../../testing/stage-with-key'
import { postJson } from '../__fixtures__/test-public-api'

const FIELDS = [
  { name: 'copies', label: 'Copies', type: 'number', required: true, options: [] },
  { name: 'tone', label: 'Tone', type: 'choice', required: false, options: ['kind', 'dry'] },
]

let app: LettersApp
beforeAll(async () => {
  app = await createLettersApp(FIELDS)
}, 60_000)
afterAll(() => app.close())

const call = (path: string, init: RequestInit = {}) =>
  app.router.request(`/v1/${path}`, { ...init, headers: { ...app.bearer, ...init.headers } })
const post = (path: string, body: object) => call(path, postJson(body))
const Event = z.looseObject({ event: z.string(), task_id: z.string(), data: z.looseObject({}).optional() })
const eventsOf = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => Event.parse(JSON.parse(json)))
const Form = z.object({ form_token: z.string() })
const request = (mode: string) => post('chat-messages', { query: 'mail', user: 'ann', response_mode: mode })

test('pauses a chat with a form for its user, who answers by its token and receives the remaining events', async () => {
  const paused = eventsOf(await (await request('streaming')).text())
  expect(paused.map(({ event }) => event)).toEqual(['human_input_required', 'workflow_paused'])
  expect(paused[0]?.data).toMatchObject({
    form_content: 'It cannot be taken back.',
    inputs: [
      { output_variable_name: 'copies', type: 'text_input' },
      { output_variable_name: 'tone', type: 'select', options: ['kind', 'dry'] },
    ],
    actions: [{ id: 'approve' }, { id: 'reject' }],
    expiration_time: null,
  })
  expect(paused[1]?.data).toMatchObject({ status: 'paused', reasons: [{ type: 'human_input_required' }] })
  const runId = paused[0]?.task_id ?? ''
  const path = `form/human_input/${Form.parse(paused[0]?.data).form_token}`
  expect(await (await call(path)).json()).toMatchObject({ user_actions: [{ id: 'approve' }, { id: 'reject' }] })
  const events = `workflow/${runId}/events?user=ann`
  expect(eventsOf(await (await call(events)).text()).map(({ event }) => event)).toEqual([
    'human_input_required',
    'workflow_paused',
  ])
  const open = (await call(`${events}&continue_on_pause=true`)).text()
  expect((await post(path, { user: 'ann', action: 'approve', inputs: { copies: 'many' } })).status).toBe(400)
  expect((await post(path, { user: 'bob', action: 'approve', inputs: { copies: '2' } })).status).toBe(404)
  expect((await post(path, { user: 'ann', action: 'approve', inputs: { copies: '2' } })).status).toBe(200)
  await app.drive(runId)
  expect(
    eventsOf(await open)
      .map(({ event }) => event)
      .slice(-2),
  ).toEqual(['message', 'message_end'])
  const second = eventsOf(await (await call(events)).text()).map(({ event }) => event)
  expect(second).toEqual(['message', 'message_end'])
  expect((await post(path, { user: 'ann', action: 'approve' })).status).toBe(404)
})

test('sends the form in a non-streaming response too, but not to callers that may not fill it in', async () => {
  const waiting = await request('blocking')
  const body = await waiting.json()
  expect([waiting.status, body.event, body.data.reasons[0].form_content]).toEqual([
    202,
    'workflow_paused',
    'It cannot be taken back.',
  ])
  const path = `form/human_input/${body.data.reasons[0].form_token}`
  expect((await call(`${path}?user=bob`)).status).toBe(404)
  expect((await call('form/human_input/no-token')).status).toBe(404)
  expect((await app.router.request(`/v1/${path}`)).status).toBe(401)
})

test("limits a form to its run's environment, and hides those of shadow runs", async () => {
  const { data } = await (await request('blocking')).json()
  const path = `form/human_input/${data.reasons[0].form_token}`
  const { bearer } = await stageWithKey(app)
  const statuses = async (headers: Record<string, string>) => [
    (await call(path, { headers })).status,
    (await call(`${path}?user=ann`, { headers })).status,
    (await call(path, postJson({ user: 'ann', action: 'approve', inputs: { copies: '2' } }, headers))).status,
  ]
  expect(await statuses(bearer)).toEqual([404, 404, 404])
  const setRun = (set: Partial<typeof runs.$inferInsert>) =>
    app.studio.system.db.update(runs).set(set).where(eq(runs.id, data.workflow_run_id))
  await setRun({ shadowOf: data.workflow_run_id })
  expect(await statuses(app.bearer)).toEqual([404, 404, 404])
  await setRun({ shadowOf: null, environment: 'staging' })
  expect(await statuses(bearer)).toEqual([200, 200, 200])
})

test('rejects unsupported Dify operations with an alternative, and returns no annotations', async () => {
  for (const [path, message] of [
    ['completion-messages', 'Call /v1/workflows/run'],
    ['completion-messages/x/stop', 'Call /v1/workflows/run'],
    ['apps/annotations', 'under Knowledge'],
    ['apps/annotation-reply/enable', 'under Knowledge'],
    ['workflows/01970000-0000-7000-8000-0000000000c1/run', 'Only the live version can be run'],
    ['app/feedbacks', 'see the runs in the studio'],
    ['end-users/01970000-0000-7000-8000-0000000000c1', 'Find their data by user'],
    ['conversations/x/variables/y', 'in inputs'],
    ['workspaces/current/models/model-types/llm', 'under Connections'],
    ['datasets', 'under Knowledge'],
    ['datasets/x/document/create-by-text', 'under Knowledge'],
  ] as const) {
    const rejected = await post(path, { user: 'ann' })
    expect([rejected.status, await rejected.json()], path).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_param', status: 400, message: expect.stringContaining(message) }),
    ])
  }
  const none = { data: [], has_more: false, limit: 5, total: 0, page: 1 }
  expect(await (await call('apps/annotations?limit=5&keyword=')).json()).toEqual(none)
})
