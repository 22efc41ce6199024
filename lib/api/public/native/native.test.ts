import { expect, test } from 'vitest'
import { publishedApp, SECRET, USAGE } from '../__fixtures__/memory-backend'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

const RUNS = '/api/v1/apps/help-desk/runs'
const request = (message: string, extra: object = {}) => postJson({ inputs: { message }, ...extra }, bearer(SECRET))

test('answers a run as JSON', async () => {
  const { router } = testPublicApi()
  const response = await router.request(RUNS, request('hi'))
  const body = await response.json()
  expect(response.status).toBe(200)
  expect(body).toMatchObject({ status: 'succeeded', version: 3, answer: 'You said: hi', usage: USAGE, error: null })
  expect(response.headers.get('x-run-id')).toBe(body.runId)
})

test('streams a run, which can be resumed after any event', async () => {
  const { router } = testPublicApi()
  const first = await router.request(RUNS, request('hi', { stream: true }))
  expect(first.headers.get('content-type')).toContain('text/event-stream')
  const text = await first.text()
  expect(text).toMatch(/^event: run\.started\ndata: \{"type":"run\.started".*\nid: 1\.0\n/)
  const path = `${RUNS}/${first.headers.get('x-run-id')}/events`
  const rest = await router.request(path, { headers: { ...bearer(SECRET), 'last-event-id': '2.0' } })
  expect(await rest.text()).toBe(text.split('id: 2.0\n\n')[1])
})

test('streams for Accept: text/event-stream too', async () => {
  const { router } = testPublicApi()
  const init = postJson({ inputs: { message: 'hi' } }, { ...bearer(SECRET), accept: 'text/event-stream' })
  expect(await (await router.request(RUNS, init)).text()).toContain('event: run.completed')
})

test("limits an app's concurrent runs and each key's requests per minute", async () => {
  const { router, clock, backend } = testPublicApi({ limits: { concurrentPerApp: 1, perKeyPerMinute: 3 } })
  const continued = Promise.withResolvers<void>()
  backend.beforeEvent = () => continued.promise
  const open = await router.request(RUNS, request('a', { stream: true }))
  const second = await router.request(RUNS, request('b'))
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '1'])
  continued.resolve()
  await open.text()
  expect((await router.request(RUNS, request('c'))).status).toBe(200)
  const fourth = await router.request(RUNS, request('d'))
  expect([fourth.status, fourth.headers.get('retry-after')]).toEqual([429, '20'])
  const rateHeaders = [open, second, fourth].map(({ headers }) =>
    ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`)),
  )
  expect(rateHeaders).toEqual([
    ['3', '2', '20'],
    // The concurrency limit has no rate headers, and the key's own limit was not reached.
    [null, null, null],
    ['3', '0', '20'],
  ])
  clock.nowMs += 20_000
  expect((await router.request(RUNS, request('e'))).status).toBe(200)
})

test('reads and stops runs by id, and returns 404 for unknown ids', async () => {
  const { router, backend } = testPublicApi()
  const { runId } = await (await router.request(RUNS, request('hi'))).json()
  const get = (path: string, method = 'GET') => router.request(path, { method, headers: bearer(SECRET) })
  expect(await (await get(`${RUNS}/${runId}`)).json()).not.toHaveProperty('endUser')
  expect((await get(`${RUNS}/${runId}/cancel`, 'POST')).status).toBe(200)
  expect((await get(`${RUNS}/${runId}/cancel`, 'POST')).status).toBe(200)
  expect(backend.runs.get(runId)?.cancelled).toBe(true)
  for (const id of ['x', '..%2f..%2f', publishedApp().appId]) expect((await get(`${RUNS}/${id}`)).status).toBe(404)
})

test('describes itself as OpenAPI 3.1 with its own inputs', async () => {
  const { router, backend } = testPublicApi()
  const fields = [
    { name: 'text', label: 'Text', type: 'long-text' as const, required: true },
    { name: 'tone', label: 'Tone', type: 'choice' as const, required: false, options: ['kind', 'short'] },
  ]
  backend.apps[0] = publishedApp({ kind: 'form', messageField: null, inputFields: fields })
  const response = await router.request('/api/v1/apps/help-desk/openapi.json', { headers: bearer(SECRET) })
  const document = await response.json()
  expect(document.openapi).toBe('3.1.0')
  expect(document.components.schemas.Inputs).toEqual({
    type: 'object',
    properties: {
      text: { title: 'Text', type: 'string' },
      tone: { title: 'Tone', type: 'string', enum: ['kind', 'short'] },
    },
    required: ['text'],
    additionalProperties: false,
  })
  expect(document.components.schemas.Event.oneOf ?? document.components.schemas.Event.anyOf).toHaveLength(9)
})

test('sends the end once to a reader that disconnected before the last event', async () => {
  const { router, backend } = testPublicApi()
  const { runId } = await (await router.request(RUNS, request('hi'))).json()
  const last = backend.runs.get(runId)?.events.length ?? 0
  const headers = { ...bearer(SECRET), 'last-event-id': `${last - 1}.0` }
  const rest = await (await router.request(`${RUNS}/${runId}/events`, { headers })).text()
  expect(rest.match(/^event: .*$/gm)).toEqual(['event: run.completed'])
})
