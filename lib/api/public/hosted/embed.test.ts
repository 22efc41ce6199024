import { expect, test } from 'vitest'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { APP_ID, CHUNK_ID, publishedApp } from '../__fixtures__/memory-backend'
import { APP_URL, bearer, postJson, type TestPublicApi, testPublicApi } from '../__fixtures__/test-public-api'

const OWN = { origin: APP_URL, 'sec-fetch-site': 'same-origin' }

async function openSession(api: TestPublicApi, body: object = {}): Promise<{ token: string; sid: string }> {
  const response = await api.router.request('/embed/help-desk/session', postJson(body, OWN))
  expect(response.status).toBe(200)
  return response.json()
}

const sendMessage = (token: string, message: string, extra: object = {}) =>
  postJson({ inputs: { message }, ...extra }, bearer(token))
const MESSAGES = '/embed/help-desk/messages'

test('allows a visitor with a session to chat, resume and stop an answer', async () => {
  const api = testPublicApi()
  const { token, sid } = await openSession(api)
  const response = await api.router.request(MESSAGES, sendMessage(token, 'hi'))
  const text = await response.text()
  expect(text).toContain('event: run.completed')
  const run = `/embed/help-desk/runs/${response.headers.get('x-run-id')}`
  const rest = await api.router.request(`${run}/events`, { headers: { ...bearer(token), 'last-event-id': '2.0' } })
  expect(text.endsWith(await rest.text())).toBe(true)
  expect((await api.router.request(`${run}/cancel`, { method: 'POST', headers: bearer(token) })).status).toBe(200)
  expect(api.backend.started[0]).toMatchObject({ origin: 'page', endUser: sid, inputs: { message: 'hi' } })
})

test("keeps the frame's id, and denies runs of other visitors", async () => {
  const api = testPublicApi()
  const first = await openSession(api)
  const runId = (await api.router.request(MESSAGES, sendMessage(first.token, 'hi'))).headers.get('x-run-id')
  const second = await openSession(api, { sid: first.sid })
  const other = await openSession(api)
  const readEvents = async (token: string) =>
    (await api.router.request(`/embed/help-desk/runs/${runId}/events`, { headers: bearer(token) })).status
  expect([await readEvents(second.token), await readEvents(other.token)]).toEqual([200, 404])
})

test('returns the first run for a message repeated under its key, to its visitor only', async () => {
  const api = testPublicApi()
  const [first, other] = [await openSession(api), await openSession(api)]
  const send = async (token: string, message = 'hi') => {
    const headers = { ...bearer(token), 'idempotency-key': 'm1' }
    const response = await api.router.request(MESSAGES, postJson({ inputs: { message } }, headers))
    return { response, text: await response.text() }
  }
  const [once, second] = [await send(first.token), await send(first.token)]
  const renewed = await send((await openSession(api, { sid: first.sid })).token)
  for (const { response, text } of [second, renewed]) {
    expect(response.headers.get('x-run-id')).toBe(once.response.headers.get('x-run-id'))
    expect([response.headers.get('idempotency-replayed'), text]).toEqual(['true', once.text])
  }
  expect(api.backend.started).toHaveLength(1)
  const otherVisitor = await send(other.token)
  expect(otherVisitor.response.headers.get('idempotency-replayed')).toBeNull()
  expect(api.backend.started).toHaveLength(2)
  const invalidKeyHeaders = { ...bearer(first.token), 'idempotency-key': 'ä' }
  expect((await api.router.request(MESSAGES, postJson({ inputs: { message: 'hi' } }, invalidKeyHeaders))).status).toBe(
    400,
  )
})

test('prevents spending without a session, and beyond the limits of length, rate and budget', async () => {
  const api = testPublicApi({ limits: { perAddressPerMinute: 3 } })
  const { router, backend } = api
  expect((await router.request(MESSAGES, postJson({ inputs: { message: 'hi' } }))).status).toBe(401)
  expect((await router.request(MESSAGES, sendMessage('forged.token-of-some-length', 'hi'))).status).toBe(401)
  const { token } = await openSession(api)
  expect((await router.request(MESSAGES, sendMessage(token, 'x'.repeat(2_001)))).status).toBe(413)
  expect((await router.request(MESSAGES, sendMessage(token, 'x'.repeat(2_000)))).status).toBe(200)
  backend.startFailure = new AppError('BUDGET_EXCEEDED', verbatim('over'))
  expect((await router.request(MESSAGES, sendMessage(token, 'hi'))).status).toBe(402)
  backend.startFailure = new AppError('UNAVAILABLE', verbatim('the meter cannot be read'))
  expect((await router.request(MESSAGES, sendMessage(token, 'hi'))).status).toBe(503)
  backend.startFailure = null
  const limited = await router.request(MESSAGES, sendMessage(token, 'hi'))
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '20'])
  const otherAddress = { ...bearer(token), 'x-test-socket': '203.0.113.8' }
  expect((await router.request(MESSAGES, postJson({ inputs: { message: 'hi' } }, otherAddress))).status).toBe(200)
})

test('limits the rate of the app as a whole', async () => {
  const api = testPublicApi({ limits: { perAppPerMinute: 2 } })
  const { token } = await openSession(api)
  const statuses = []
  for (let index = 0; index < 3; index += 1) {
    const headers = { ...bearer(token), 'x-test-socket': `203.0.113.${index}` }
    statuses.push((await api.router.request(MESSAGES, postJson({ inputs: { message: 'hi' } }, headers))).status)
  }
  expect(statuses).toEqual([200, 200, 429])
})

test('expires a token after 15 minutes, and rejects it for another app', async () => {
  const api = testPublicApi()
  api.backend.apps.push(publishedApp({ slug: 'other', appId: '01970000-0000-7000-8000-000000000002' }))
  const { token } = await openSession(api)
  expect((await api.router.request('/embed/other/messages', sendMessage(token, 'hi'))).status).toBe(404)
  api.clock.nowMs += 15 * 60 * 1_000 + 1
  expect((await api.router.request(MESSAGES, sendMessage(token, 'hi'))).status).toBe(401)
})

test('rejects a token of a page removed from the list', async () => {
  const api = testPublicApi()
  const { token } = await openSession(api, { host: 'https://shop.example' })
  api.backend.apps[0] = publishedApp({ allowedOrigins: [] })
  expect((await api.router.request(MESSAGES, sendMessage(token, 'hi'))).status).toBe(401)
})

test('keeps unlisted pages from opening a session or claiming a listed page', async () => {
  const { router } = testPublicApi()
  const tryWith = async (headers: Record<string, string>, body: object = {}) =>
    (await router.request('/embed/help-desk/session', postJson(body, headers))).status
  expect(await tryWith({ origin: 'null' })).toBe(403)
  expect(await tryWith({})).toBe(403)
  expect(await tryWith({ origin: 'https://evil.example' })).toBe(403)
  expect(await tryWith({ origin: APP_URL, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await tryWith(OWN, { host: 'https://evil.example' })).toBe(404)
  expect(await tryWith(OWN, { host: 'https://shop.example' })).toBe(200)
  expect(await tryWith(OWN, { sid: '../../etc' })).toBe(400)
})

test('rejects malformed ids before any look-up', async () => {
  const api = testPublicApi()
  const { token } = await openSession(api)
  const statusOf = async (path: string) => (await api.router.request(path, { headers: bearer(token) })).status
  expect(await statusOf('/embed/help-desk/passages/..%2f..%2fsecret?start=0&end=1')).toBe(404)
  expect(await statusOf(`/embed/help-desk/passages/${APP_ID}?start=0&end=1`)).toBe(404)
  expect(await statusOf(`/embed/help-desk/passages/${CHUNK_ID}?start=-1&end=x`)).toBe(400)
  expect(await statusOf(`/embed/help-desk/passages/${CHUNK_ID}?start=0&end=17`)).toBe(200)
})

test('allows framing the widget by listed pages only, and the page by none', async () => {
  const { router, backend } = testPublicApi()
  const csp = async (path: string) => (await router.request(path)).headers.get('content-security-policy') ?? ''
  expect(await csp('/embed/help-desk?host=https://shop.example')).toContain('frame-ancestors https://shop.example')
  expect(await csp('/chat/help-desk')).toContain("frame-ancestors 'none'")
  expect(await csp('/chat/help-desk')).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  expect((await router.request('/embed/help-desk?host=https://evil.example')).status).toBe(404)
  expect((await router.request('/embed/help-desk')).status).toBe(404)
  backend.apps[0] = publishedApp({ allowedOrigins: ["https://a.example; script-src 'unsafe-inline'"] })
  expect(await csp('/chat/help-desk')).not.toContain('unsafe-inline')
})

test("escapes an app's texts in the document", async () => {
  const { router, backend } = testPublicApi()
  const injection = `"><img src=x onerror=alert(1)></script><script>alert(1)</script>`
  backend.apps[0] = publishedApp({
    title: injection,
    greeting: injection,
    suggestions: [injection],
    description: injection,
  })
  const html = await (await router.request('/chat/help-desk')).text()
  expect(html).not.toContain('<img')
  expect(html.match(/<script/g)).toHaveLength(1)
})

test("shows a message in the visitor's language on a page whose script does not load, but not in a widget", async () => {
  const { router } = testPublicApi()
  const lateMessageIn = async (path: string, language: string) =>
    /<p class="missing late">(.*?)<\/p>/.exec(
      await (await router.request(path, { headers: { 'accept-language': language } })).text(),
    )?.[1]
  expect(await lateMessageIn('/chat/help-desk', 'en')).toBe('The chat could not be loaded. <a href="">Try again</a>')
  expect(await lateMessageIn('/chat/help-desk', 'de-AT')).toContain('Erneut versuchen')
  expect(await lateMessageIn('/embed/help-desk?host=https://shop.example', 'en')).toBeUndefined()
})

test('has no page for a key-only app, and a members-only page for members', async () => {
  const api = testPublicApi({ members: true })
  api.backend.apps[0] = publishedApp({ access: 'key' })
  const paths = ['/chat/help-desk', '/embed/help-desk?host=https://shop.example', '/embed/help-desk/config']
  for (const path of paths) expect((await api.router.request(path)).status).toBe(404)
  expect((await api.router.request('/embed/help-desk/session', postJson({}, OWN))).status).toBe(404)
  const missing = await (await api.router.request('/chat/unknown')).text()
  expect(await (await api.router.request('/chat/help-desk')).text()).toBe(missing)
  const inChinese = await api.router.request('/chat/unknown', { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } })
  expect(await inChinese.text()).toMatch(/lang="zh-CN".*这里没有对话.*<a href="\/">登录<\/a>/s)
  api.backend.apps[0] = publishedApp({ access: 'members' })
  expect((await api.router.request('/chat/help-desk')).status).toBe(404)
  expect((await api.router.request('/chat/help-desk', { headers: { cookie: 'session=1' } })).status).toBe(200)
})

test('ends the stream and the token of a removed member on a members-only page', async () => {
  const api = testPublicApi({ members: true })
  api.backend.apps[0] = publishedApp({ access: 'members' })
  const member = { ...OWN, cookie: 'session=1' }
  const { token } = await (await api.router.request('/embed/help-desk/session', postJson({}, member))).json()
  // The answer never ends by itself.
  api.backend.beforeEvent = (index, signal) =>
    index < 1 ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
  const body = { inputs: { message: 'hi' } }
  const stream = await api.router.request(MESSAGES, postJson(body, { ...bearer(token), cookie: 'session=1' }))
  const text = stream.text()
  await eventLoopTurns()
  api.removed.abort()
  expect(await text).not.toContain('run.completed')
  expect((await api.router.request(MESSAGES, postJson(body, bearer(token)))).status).toBe(404)
})

test('counts open streams by IP address, whatever names the browsers use', async () => {
  const api = testPublicApi({ limits: { streamsPerAddress: 2 } })
  const [first, other] = [await openSession(api), await openSession(api)]
  const answered = await api.router.request(MESSAGES, sendMessage(first.token, 'hi'))
  await answered.text()
  const runId = answered.headers.get('x-run-id')
  // From here on answers never end by themselves.
  api.backend.beforeEvent = (index, signal) =>
    index < 1 ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
  const follow = (socket = '203.0.113.7') =>
    api.router.request(`/embed/help-desk/runs/${runId}/events`, {
      headers: { ...bearer(first.token), 'x-test-socket': socket },
    })
  const streams = [await follow(), await follow()]
  expect(streams.map(({ status }) => status)).toEqual([200, 200])
  expect((await follow()).status).toBe(429)
  expect((await api.router.request(MESSAGES, sendMessage(other.token, 'hi'))).status).toBe(429)
  expect(api.backend.started).toHaveLength(1)
  expect((await follow('198.51.100.1')).status).toBe(200)
  await streams[0]?.body?.cancel()
  await expect.poll(async () => (await follow()).status).toBe(200)
})

test('shows the look of the bubble to listed pages only', async () => {
  const { router } = testPublicApi()
  const request = (origin: string) => router.request('/embed/help-desk/config', { headers: { origin } })
  expect((await request('https://evil.example')).status).toBe(404)
  const allowed = await request('https://shop.example')
  const { title, labels, icon } = await allowed.json()
  expect([title, labels, icon.length]).toEqual(['Help desk', { open: 'Open chat: Help desk', close: 'Close chat' }, 1])
  const german = await router.request('/embed/help-desk/config?locale=de-CH', {
    headers: { origin: 'https://shop.example' },
  })
  expect((await german.json()).labels.close).toBe('Chat schließen')
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example')
})

const needing = (needsIdentity: boolean) => publishedApp({ widget: { ...DEFAULT_WIDGET, needsIdentity } })
const session = (api: TestPublicApi, body: object) =>
  api.router.request('/embed/help-desk/session', postJson(body, OWN))

test('hides runs of a signed-in visitor from all others, whatever identity their browser claims', async () => {
  const api = testPublicApi()
  const sub = '01970000-0000-4000-8000-0000000000aa'
  api.backend.identities.set('signed-ada', { sub, groups: [], expiresAtMs: Date.now() + 60_000 })
  const ada = await (await session(api, { identity: 'signed-ada' })).json()
  const runId = (await api.router.request(MESSAGES, sendMessage(ada.token, 'hi'))).headers.get('x-run-id')
  expect(api.backend.started[0]?.endUser).toBe(`user:${sub}`)
  const readEvents = async (token: string) =>
    (await api.router.request(`/embed/help-desk/runs/${runId}/events`, { headers: bearer(token) })).status
  // On another device, with another browser id.
  const second = await (await session(api, { identity: 'signed-ada' })).json()
  // Someone who knows Ada's name claims it as browser id.
  const thief = await (await session(api, { sid: sub })).json()
  expect([await readEvents(ada.token), await readEvents(second.token), await readEvents(thief.token)]).toEqual([
    200, 200, 404,
  ])
  expect([ada.user === second.user, ada.user.includes(sub), thief.user]).toEqual([true, false, null])
})

test('opens no session with an invalid identity, nor without one as soon as it is required', async () => {
  const api = testPublicApi()
  const { token } = await openSession(api)
  expect((await session(api, { identity: 'forged' })).status).toBe(401)
  api.backend.apps[0] = needing(true)
  expect((await session(api, {})).status).toBe(401)
  expect((await api.router.request(MESSAGES, sendMessage(token, 'hi'))).status).toBe(401)
  api.backend.identities.set('signed-bob', { sub: 'bob', groups: [], expiresAtMs: Date.now() + 60_000 })
  const bob = await (await session(api, { identity: 'signed-bob' })).json()
  expect((await api.router.request(MESSAGES, sendMessage(bob.token, 'hi'))).status).toBe(200)
  // The session ends with the identity.
  api.clock.nowMs += 61_000
  expect((await api.router.request(MESSAGES, sendMessage(bob.token, 'hi'))).status).toBe(401)
})

test('keeps webhook addresses from the page, and allows listening only if the app does', async () => {
  const { router, backend } = testPublicApi()
  const secret = 'https://hooks.example/very-secret'
  const lead = { ...DEFAULT_WIDGET.lead, when: 'before' as const, webhookUrl: secret }
  const handover = { enabled: true, webhookUrl: secret, message: 'We call you.' }
  backend.apps[0] = publishedApp({ widget: { ...DEFAULT_WIDGET, lead, handover } })
  const withoutHeader = await router.request('/chat/help-desk')
  expect(withoutHeader.headers.get('permissions-policy')).toContain('microphone=()')
  const html = await withoutHeader.text()
  expect([html.includes('very-secret'), html.includes('We call you.')]).toEqual([false, true])
  backend.apps[0] = publishedApp({ widget: { ...DEFAULT_WIDGET, voice: 'both' } })
  expect((await router.request('/chat/help-desk')).headers.get('permissions-policy')).toContain('microphone=(self)')
})

test('shows the message of a closed app instead of greeting and suggestions', async () => {
  const { router, backend } = testPublicApi()
  const maintenance = { message: 'Back at noon.', retryAfterSeconds: 60 }
  backend.apps[0] = publishedApp({ greeting: 'Hello!', suggestions: ['What does it cost?'], maintenance })
  const html = await (await router.request('/chat/help-desk')).text()
  expect(html).toContain('Back at noon.')
  expect(html).not.toMatch(/Hello!|What does it cost/)
})

test('uses the requested language, and right-to-left text for Arabic', async () => {
  const { router } = testPublicApi()
  const head = async (path: string, language = '') =>
    (await (await router.request(path, { headers: { 'accept-language': language } })).text()).slice(0, 50)
  expect(await head('/chat/help-desk', 'de-AT,de;q=0.9')).toContain('lang="de" dir="ltr"')
  expect(await head('/chat/help-desk?locale=ar-EG', 'de')).toContain('lang="ar" dir="rtl"')
  expect(await head('/chat/help-desk?locale="><script>', 'tlh')).toContain('lang="en"')
})

test("gives the designer's preview an opaque origin, framed by our own pages only", async () => {
  const csp = (await testPublicApi().router.request('/chat-parts/preview')).headers.get('content-security-policy') ?? ''
  expect(csp).toContain(`frame-ancestors ${APP_URL}; sandbox allow-scripts`)
  expect(csp).not.toContain('allow-same-origin')
})

test('caches widget files and validates them by ETag', async () => {
  const { router } = testPublicApi()
  const file = await router.request('/widget.js', { headers: { 'accept-encoding': 'gzip' } })
  expect(file.headers.get('content-encoding')).toBe('gzip')
  expect((await router.request('/widget.js', { headers: { 'if-none-match': '"e1"' } })).status).toBe(304)
  expect((await router.request('/chat-frame.js?v=e1')).headers.get('cache-control')).toContain('immutable')
})

test('identifies a renamed anonymous visitor by IP address for budgets, and a signed one by name', async () => {
  const api = testPublicApi()
  const from = async (socket: string) => {
    const { token } = await openSession(api)
    const headers = { ...bearer(token), 'x-test-socket': socket }
    expect((await api.router.request(MESSAGES, postJson({ inputs: { message: 'hi' } }, headers))).status).toBe(200)
    return api.backend.started.at(-1)
  }
  const [first, second, other] = [await from('203.0.113.1'), await from('203.0.113.1'), await from('203.0.113.2')]
  expect(first?.endUser).not.toBe(second?.endUser)
  expect(first?.visitor).toMatch(/^[\w-]{22}$/)
  expect(second?.visitor).toBe(first?.visitor)
  expect(other?.visitor).not.toBe(first?.visitor)
})
