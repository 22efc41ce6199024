import { expect, test, vi } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { OTHER_SECRET, publishedApp, SECRET, USAGE } from '../__fixtures__/memory-backend'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

const RUNS = '/api/v1/apps/help-desk/runs'
const request = (message: string, extra: object = {}) => postJson({ inputs: { message }, ...extra }, bearer(SECRET))

test('rejects a graph or any other extra field in a body, and runs the stored version', async () => {
  const { router, backend } = testPublicApi()
  for (const extra of [{ graph: {} }, { nodes: [] }, { data: {} }, { flowData: {} }, { version: 2 }])
    expect((await router.request(RUNS, request('hi', extra))).status).toBe(400)
  expect(backend.started).toHaveLength(0)
  await router.request(RUNS, request('hi'))
  expect(backend.started[0]?.app.versionId).toBe(publishedApp().versionId)
})

test('accepts declared inputs only, no overrides and no prototype properties', async () => {
  const { router, backend } = testPublicApi()
  const bodies = [
    '{"inputs":{"message":"hi"},"overrides":{"llm":{"baseUrl":"http://evil"}}}',
    '{"inputs":{"message":"hi","__proto__":{"polluted":1}}}',
    '{"inputs":{"message":"hi","constructor":{"prototype":{}}}}',
    '{"inputs":{"message":"hi","baseUrl":"http://evil"}}',
    '{"inputs":{"message":{"$ne":null}}}',
  ]
  for (const body of bodies) {
    const headers = { 'content-type': 'application/json', ...bearer(SECRET) }
    expect((await router.request(RUNS, { method: 'POST', body, headers })).status).toBe(400)
  }
  expect(backend.started).toHaveLength(0)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('starts one run for each of two callers that use the same idempotency key at the same time', async () => {
  const { router, backend } = testPublicApi()
  backend.keys.set(OTHER_SECRET, {
    keyId: 'key-2',
    workspaceId: 'workspace-1',
    appIds: [publishedApp().appId],
    environment: null,
    canEvaluate: false,
  })
  const call = (secret: string, message: string) =>
    router.request(RUNS, postJson({ inputs: { message } }, { ...bearer(secret), 'idempotency-key': 'same' }))
  const [a, b] = await Promise.all([call(SECRET, 'one'), call(OTHER_SECRET, 'two')])
  expect([(await a.json()).answer, (await b.json()).answer]).toEqual(['You said: one', 'You said: two'])
  const secondResponse = await call(SECRET, 'one')
  expect(secondResponse.headers.get('idempotency-replayed')).toBe('true')
  expect(backend.started).toHaveLength(2)
})

test('accepts a key only in the Authorization header', async () => {
  const { router } = testPublicApi({ limits: { perAddressPerMinute: 100 } })
  const tries: Record<string, string>[] = [
    {},
    { 'x-api-key': SECRET },
    { 'api-key': SECRET },
    { authorization: SECRET },
    { authorization: `Basic ${SECRET}` },
    { cookie: `key=${SECRET}` },
  ]
  for (const headers of tries)
    expect((await router.request(RUNS, postJson({ inputs: { message: 'hi' } }, headers))).status).toBe(401)
  const inQuery = await router.request(`${RUNS}?api_key=${SECRET}`, postJson({ inputs: { message: 'hi' } }))
  expect(inQuery.status).toBe(401)
})

test('hides an app that the key may not run', async () => {
  const { router } = testPublicApi()
  const read = async (path: string, secret: string) => {
    const response = await router.request(path, postJson({ inputs: {} }, bearer(secret)))
    const { error } = await response.json()
    return { status: response.status, code: error.code, message: error.message }
  }
  const missing = await read('/api/v1/apps/no-such-app/runs', SECRET)
  expect(missing).toEqual({ status: 404, code: 'NOT_FOUND', message: 'Not found.' })
  expect(await read(RUNS, OTHER_SECRET)).toEqual(missing)
  expect(await read('/api/v1/apps/..%2Fx/runs', SECRET)).toEqual(missing)
})

test("reports a failed run's status without internal messages", async () => {
  const { router, backend, failures } = testPublicApi()
  backend.startFailure = new AppError('EGRESS_BLOCKED', verbatim('EGRESS_BLOCKED 10.0.0.1 CANARY_SECRET'))
  const response = await router.request(RUNS, request('hi'))
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).not.toContain('CANARY_SECRET')
  expect(JSON.parse(text).error).toEqual({
    code: 'INTERNAL',
    key: 'publicApi.failed',
    message: 'The app failed to answer.',
    requestId: response.headers.get('x-request-id'),
  })
  expect(failures).toHaveLength(1)
})

test('never returns a page that a browser would run', async () => {
  const { router, backend } = testPublicApi()
  backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'run.completed', answer: '<script>1</script>', outputs: {}, citations: [], usage: USAGE },
  ]
  for (const init of [request('hi'), request('hi', { stream: true }), postJson({}, {})]) {
    const response = await router.request(RUNS, init)
    const { headers } = response
    expect(headers.get('content-type')).not.toContain('html')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    await response.text()
  }
})

test('sends no CORS headers to foreign origins, and no credentials header to listed pages', async () => {
  const { router } = testPublicApi()
  const paths = [RUNS, '/api/v1/apps/help-desk/openapi.json', '/api/openai/v1/models', '/chat/help-desk']
  for (const path of paths)
    for (const method of ['GET', 'POST', 'OPTIONS'])
      for (const origin of ['https://evil.example', 'null', 'https://shop.example.evil.example']) {
        const response = await router.request(path, { method, headers: { origin, ...bearer(SECRET) } })
        expect(response.headers.get('access-control-allow-origin')).toBeNull()
      }
  // The widget's own files are public without personal data, never sent with credentials.
  const asset = await router.request('/widget.js', { headers: { origin: 'https://evil.example' } })
  expect(asset.headers.get('access-control-allow-origin')).toBe('*')
  expect(asset.headers.get('access-control-allow-credentials')).toBeNull()
  expect(asset.headers.get('set-cookie')).toBeNull()
  const allowed = await router.request(RUNS, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } })
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
})

test('rejects bodies of the wrong type, size or encoding', async () => {
  const { router } = testPublicApi()
  const send = (body: string, headers: Record<string, string>) =>
    router.request(RUNS, { method: 'POST', body, headers: { ...bearer(SECRET), ...headers } })
  const json = { 'content-type': 'application/json' }
  expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await send('{}', { ...json, 'content-encoding': 'br' })).status).toBe(415)
  expect((await send('{"inputs":', json)).status).toBe(400)
  expect((await send('[]', json)).status).toBe(400)
  expect((await send(JSON.stringify({ inputs: { message: 'x'.repeat(300_000) } }), json)).status).toBe(413)
  expect((await send('{"inputs":{"message":"  "}}', json)).status).toBe(400)
})

test('keeps NUL bytes and lone surrogates from the database', async () => {
  const { router, backend } = testPublicApi()
  expect((await router.request(RUNS, request('a\0b\ud800'))).status).toBe(200)
  expect(backend.started[0]?.inputs).toEqual({ message: 'ab\ufffd' })
})

test('keeps internal details of a failed run from stream and look-up', async () => {
  const { router, backend } = testPublicApi()
  const error = { code: 'CREDENTIAL_MISSING' as const, message: 'CANARY_SECRET', requestId: 'r' }
  backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'run.failed', error },
  ]
  const responses = [
    await router.request(RUNS, request('a')),
    await router.request(RUNS, request('b', { stream: true })),
  ]
  expect(responses.map((response) => response.status)).toEqual([500, 200])
  for (const response of responses) {
    const text = await response.text()
    expect(text).toContain('The app failed to answer.')
    expect(text).not.toContain('CANARY_SECRET')
  }
})

/** APIs compatible with other servers ignore the fields that those ignore, and name them in a header. */
const isCompatible = (path: string) => path.endsWith('/ai-sdk') || path.startsWith('/api/openai/')

/** Every JSON endpoint with a valid body. */
const JSON_ROUTES: Record<string, object> = {
  [RUNS]: { inputs: { message: 'hi' } },
  '/api/v1/apps/help-desk/conversations': {},
  '/api/v1/apps/help-desk/ai-sdk': { id: 'c', messages: [{ role: 'user', parts: [{ type: 'text', text: 'hi' }] }] },
  '/api/openai/v1/chat/completions': { model: 'help-desk', messages: [{ role: 'user', content: 'hi' }] },
  '/api/openai/v1/responses': { model: 'help-desk', input: 'hi' },
}

test.each(Object.entries(JSON_ROUTES))('%s rejects a malformed body', async (path, body) => {
  const { router, backend } = testPublicApi()
  const post = (text: string, headers: Record<string, string> = {}) => {
    const init = { 'content-type': 'application/json', ...bearer(SECRET), ...headers }
    return router.request(path, { method: 'POST', body: text, headers: init })
  }
  const send = async (text: string, headers?: Record<string, string>) => {
    const response = await post(text, headers)
    await response.text()
    return response.status
  }
  const text = JSON.stringify(body)
  const withExtra = (extra: string) => text.replace(/^\{/, `{${extra}${text === '{}' ? '' : ','}`)
  expect(await send(withExtra('"__proto__":{"polluted":true}'))).toBe(400)
  expect(await send(withExtra('"constructor":{"prototype":{}}'))).toBe(400)
  if (!isCompatible(path)) expect(await send(withExtra('"nodes":[]'))).toBe(400)
  expect(await send(`${'['.repeat(300)}${']'.repeat(300)}`)).toBe(400)
  expect(await send(text, { 'content-type': 'text/plain' })).toBe(415)
  expect(await send(text, { 'content-encoding': 'br' })).toBe(415)
  expect(await send(text, { 'content-length': String(9 * 1024 * 1024) })).toBe(413)
  expect(await send(withExtra(`"padding":"${'x'.repeat(300_000)}"`))).toBeGreaterThanOrEqual(400)
  expect(await send(text, { authorization: 'Bearer pb_live_0000000000000000' })).toBe(401)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(backend.started).toHaveLength(0)
  if (!isCompatible(path)) return
  const ignoring = await post(withExtra('"nodes":[]'))
  expect([ignoring.status, ignoring.headers.get('x-patchbay-ignored')]).toEqual([200, 'nodes'])
  await ignoring.text()
})

test('rejects a body with very many values before processing', async () => {
  const { router, backend } = testPublicApi()
  const text = `{"model":"help-desk","input":"hi","metadata":[${'[],'.repeat(300_000)}[]]}`
  const sent = await router.request('/api/openai/v1/responses', { ...postJson({}, bearer(SECRET)), body: text })
  expect([sent.status, (await sent.json()).error.message]).toEqual([
    413,
    expect.stringMatching(/more than 50,000 values/),
  ])
  expect(backend.started).toHaveLength(0)
})

test('rejects objects with very many names and endless brackets before parsing', async () => {
  const { router, backend } = testPublicApi()
  const parsing = vi.spyOn(JSON, 'parse')
  const send = async (text: string) => {
    const sent = await router.request('/api/openai/v1/responses', { ...postJson({}, bearer(SECRET)), body: text })
    return sent.status
  }
  const names = Array.from({ length: 40_000 }, (_, index) => `"k${index}":1`).join(',')
  expect(await send(`{"model":"help-desk","input":"hi",${names}}`)).toBe(413)
  expect(await send('['.repeat(1_000_000))).toBe(400)
  expect(parsing.mock.calls.filter(([text]) => text.length > 100_000)).toEqual([])
  parsing.mockRestore()
  expect(backend.started).toHaveLength(0)
})

test('grants foreign pages nothing on newer endpoints, and listed pages no credentials', async () => {
  const { router } = testPublicApi()
  const paths = ['conversations', 'files', 'ai-sdk', 'ai-sdk/c/stream'].map((end) => `/api/v1/apps/help-desk/${end}`)
  for (const path of [...paths, '/api/openai/v1/responses'])
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const foreign = { method, headers: { origin: 'https://evil.example', ...bearer(SECRET) } }
      const { headers } = await router.request(path, foreign)
      expect(headers.get('access-control-allow-origin')).toBeNull()
      const keyedResponse = await router.request(path, {
        method,
        headers: { origin: 'https://shop.example', ...bearer(SECRET) },
      })
      expect(keyedResponse.headers.get('access-control-allow-credentials')).toBeNull()
    }
})

test('keeps NUL bytes and lone surrogates out of runs in every API', async () => {
  const { router, backend } = testPublicApi()
  for (const [path, body] of Object.entries(JSON_ROUTES)) {
    const dirty = JSON.stringify(body).replace('"hi"', '"a\\u0000b\\ud800"')
    const init = postJson({}, bearer(SECRET))
    await (await router.request(path, { ...init, body: dirty })).text()
  }
  expect(backend.started.map(({ inputs }) => inputs)).toEqual(Array(4).fill({ message: 'ab\ufffd' }))
})

test.each([
  [RUNS, { inputs: { message: 'hi' }, stream: true }],
  [
    '/api/v1/apps/help-desk/ai-sdk',
    { id: 'c', messages: [{ id: 'm', role: 'user', parts: [{ type: 'text', text: 'hi' }] }] },
  ],
  [
    '/api/openai/v1/chat/completions',
    { model: 'help-desk', messages: [{ role: 'user', content: 'hi' }], stream: true },
  ],
  ['/api/openai/v1/responses', { model: 'help-desk', input: 'hi', stream: true }],
  ['/v1/chat-messages', { inputs: {}, query: 'hi', user: 'ann', response_mode: 'streaming' }],
  ['/api/v1/prediction/help-desk', { question: 'hi', streaming: true }],
])('ends the open stream of a revoked key: %s', async (path, body) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { router, backend } = testPublicApi()
    // The answer never ends by itself.
    backend.beforeEvent = (index, signal) =>
      index < 1 ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
    const response = await router.request(path, postJson(body, bearer(SECRET)))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    let isOpen = true
    const ended = response.text().then(() => {
      isOpen = false
    })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(isOpen).toBe(true)
    backend.keys.delete(SECRET)
    await vi.advanceTimersByTimeAsync(5_000)
    await ended
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
