// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { EmbedClient } from '../embed-client'
import { ChatScreen } from './chat-screen'
import { ConversationStore } from './conversation-store'

const RUN = '01970000-0000-7000-8000-0000000000aa'
const SID = '6f9619ff-8b86-4d11-b42d-00c04fc964ff'
const { look, locale, voice, needsIdentity } = DEFAULT_WIDGET

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const line = (seq: number, event: { type: string; [name: string]: unknown }) =>
  `id: ${seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
const STARTED = line(1, { type: 'answer.delta', text: 'The order ' })
const ENDED = line(2, { type: 'run.completed', answer: 'The order is placed.', outputs: {}, citations: [], usage: {} })

/** A fake server that records requests and whose streams can be interrupted. */
function serve() {
  const state = {
    calls: 0,
    more: ENDED,
    messages: 0,
    keys: [] as (string | null)[],
    takesMessages: true,
    isReachable: true,
    /** Session requests fail as well. */
    isAway: false,
    restMs: 0,
    /** The URL suffix of a rate-limited endpoint. */
    limited: '-',
  }
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const path = String(url)
    init?.signal?.throwIfAborted()
    state.calls += 1
    if (path.endsWith('/session') && !state.isAway) return Response.json({ token: 'token', sid: SID })
    if (path.endsWith('/messages') && state.isAway) throw new TypeError('network down')
    if (path.endsWith('/messages')) state.keys.push(new Headers(init?.headers).get('idempotency-key'))
    if (path.endsWith(state.limited)) return rejection(429, 'RATE_LIMITED', 1)
    if (path.endsWith('/messages')) {
      if (!state.takesMessages) throw new TypeError('network down')
      state.messages += 1
      // The stream breaks after its first event.
      return new Response(STARTED, { headers: { 'x-run-id': RUN } })
    }
    return follow(path)
  })
  function follow(path: string): Response {
    if (state.restMs > 0) return rejection(503, 'UNAVAILABLE', state.restMs / 1_000)
    if (!state.isReachable) throw new TypeError('network down')
    return path.endsWith('/approvals') ? Response.json({ approvals: [] }) : new Response(STARTED + state.more)
  }
  return state
}

function rejection(status: number, code: string, seconds: number): Response {
  const headers = { 'retry-after': String(seconds) }
  return Response.json({ error: { code, message: 'We rest.' } }, { status, headers })
}

const LEAD = {
  title: 'Stay in touch',
  consent: '',
  when: 'after' as 'after' | 'before',
  afterAnswers: 0,
  fields: [{ name: 'email', label: 'Email', type: 'email' as const, required: true }],
}

function openChat({ lead = null }: { lead?: typeof LEAD | null } = {}) {
  const store = new ConversationStore('desk', '', null)
  const client = new EmbedClient({
    slug: 'desk',
    host: '',
    readSid: () => store.readSid(),
    writeSid: (sid) => store.writeSid(sid),
    onIdentityNeeded: () => undefined,
  })
  const screen = new ChatScreen({
    app: {
      slug: 'desk',
      kind: 'chat',
      title: 'Desk',
      description: '',
      greeting: 'Hello',
      suggestions: [],
      closed: null,
      accent: '#2255cc',
      fields: [],
      messageField: 'message',
      maxMessage: 2_000,
      batch: null,
      attach: { images: false, documents: false, recordings: false },
      widget: { look, locale, voice, needsIdentity, lead, handover: null },
    },
    mode: 'widget',
    client,
    store,
    onClose: null,
    sidebar: undefined,
    emit: () => undefined,
  })
  document.body.replaceChildren(screen.element)
  return screen
}

const retryButton = () =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again')

test('“Try again” after a lost connection resumes the existing run without a second message', async () => {
  const server = serve()
  server.isReachable = false
  const screen = openChat()
  screen.send('Order a kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(document.querySelector('[role=alert]')?.textContent).toContain('The connection was lost')
  server.isReachable = true
  retryButton()?.click()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.querySelectorAll('.turn')).toHaveLength(2)
  expect(document.body.textContent).toContain('The order is placed.')
  expect(server.messages).toBe(1)
})

test('“Try again” resends a message under the same key; the next message has a new key', async () => {
  const server = serve()
  server.takesMessages = false
  const screen = openChat()
  screen.send('Order a kettle')
  await vi.advanceTimersByTimeAsync(17_000)
  expect(document.querySelector('[role=alert]')).not.toBeNull()
  server.takesMessages = true
  retryButton()?.click()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.body.textContent).toContain('The order is placed.')
  screen.send('And a cup')
  await vi.advanceTimersByTimeAsync(2_000)
  const [first, ...others] = server.keys
  expect(others.length).toBeGreaterThan(5)
  expect(new Set(others.slice(0, -1))).toEqual(new Set([first]))
  expect(others.at(-1)).not.toBe(first)
})

test('resumes an abandoned run when the server is back, without a second message', async () => {
  const server = serve()
  server.isReachable = false
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(document.querySelector('[role=alert]')?.textContent).toContain('The connection was lost')
  server.isReachable = true
  await vi.advanceTimersByTimeAsync(10_000)
  expect(document.body.textContent).toContain('The order is placed.')
  expect([document.querySelectorAll('.turn').length, server.messages]).toEqual([2, 1])
})

test('resends an unsent message under the same key when the server is back and keeps the draft', async () => {
  const server = serve()
  server.takesMessages = server.isReachable = false
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(100)
  server.isAway = true
  await vi.advanceTimersByTimeAsync(30_000)
  expect(document.querySelector('[role=alert]')?.textContent).toContain('The connection was lost')
  const area = document.querySelector('textarea') ?? expect.unreachable('no composer')
  area.value = 'And a cup'
  document.querySelector<HTMLElement>('[aria-label="Conversations"]')?.focus()
  server.takesMessages = server.isReachable = true
  server.isAway = false
  await vi.advanceTimersByTimeAsync(20_000)
  expect(document.body.textContent).toContain('The order is placed.')
  expect([document.querySelectorAll('.turn').length, server.messages, new Set(server.keys).size]).toEqual([2, 1, 1])
  expect([area.value, document.activeElement?.getAttribute('aria-label')]).toEqual(['And a cup', 'Conversations'])
})

test('a message that failed long ago is resent only on request, under the same key', async () => {
  const server = serve()
  server.takesMessages = server.isReachable = false
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  server.isAway = true
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await vi.advanceTimersByTimeAsync(8 * 3_600_000)
  hidden.mockReturnValue(false)
  server.takesMessages = server.isReachable = true
  server.isAway = false
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(server.messages).toBe(0)
  retryButton()?.click()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.body.textContent).toContain('The order is placed.')
  expect([server.messages, new Set(server.keys).size]).toEqual([1, 1])
})

test('a rate limit after a lost connection does not create a second message', async () => {
  const server = serve()
  server.takesMessages = false
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(500)
  server.limited = '/messages'
  await vi.advanceTimersByTimeAsync(5_000)
  expect(document.querySelector('[role=alert]')).not.toBeNull()
  server.takesMessages = true
  server.limited = '-'
  retryButton()?.click()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.body.textContent).toContain('The order is placed.')
  expect([server.messages, new Set(server.keys).size]).toEqual([1, 1])
})

test('a rate limit while resuming a run does not start it again', async () => {
  const server = serve()
  server.limited = '/events'
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.querySelector('[role=alert]')).not.toBeNull()
  server.limited = '-'
  retryButton()?.click()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.body.textContent).toContain('The order is placed.')
  expect(server.messages).toBe(1)
})

test('an unsent message is kept when the page is left and reopened', async () => {
  const server = serve()
  server.takesMessages = server.isReachable = false
  const screen = openChat()
  screen.send('Order a kettle')
  await vi.advanceTimersByTimeAsync(1_000)
  // Reads the same storage again.
  screen.reload()
  expect(document.querySelector('.said')?.textContent).toBe('Order a kettle')
  server.takesMessages = server.isReachable = true
  await vi.dynamicImportSettled()
  retryButton()?.click()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([server.messages, new Set(server.keys).size]).toEqual([1, 1])
})

test('while the server is unreachable, the screen stays usable and polling backs off', async () => {
  const server = serve()
  server.isReachable = false
  const screen = openChat({ lead: LEAD })
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(1_000)
  const form = document.querySelector('form.card') ?? expect.unreachable('no form')
  screen.send('Order a kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  const spoken = vi.fn()
  new MutationObserver(spoken).observe(screen.element, { subtree: true, childList: true, attributes: true })
  retryButton()?.focus()
  const before = server.calls
  await vi.advanceTimersByTimeAsync(300_000)
  expect(document.querySelector('.answer')?.textContent).toContain('The order')
  expect([document.activeElement === retryButton(), form.isConnected, spoken.mock.calls.length]).toEqual([
    true,
    true,
    0,
  ])
  expect(document.querySelector('.send')?.getAttribute('aria-label')).toBe('Send message')
  expect(server.calls - before).toBe(5)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(server.calls - before).toBe(7)
})

test('stops polling for a hidden page, a closed conversation or a removed screen', async () => {
  const server = serve()
  server.isReachable = false
  const leave: ((screen: ChatScreen) => void)[] = [
    () => vi.spyOn(document, 'hidden', 'get').mockReturnValue(true),
    (screen) => screen.reload(),
    (screen) => screen.element.remove(),
  ]
  for (const how of leave) {
    const screen = openChat()
    screen.send('Order a kettle')
    await vi.advanceTimersByTimeAsync(20_000)
    const before = server.calls
    how(screen)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(server.calls).toBe(before)
  }
})

test('waits as long as Retry-After says before the next attempt', async () => {
  const server = serve()
  server.restMs = 600_000
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  const before = server.calls
  await vi.advanceTimersByTimeAsync(500_000)
  expect(server.calls).toBe(before)
  server.restMs = 0
  await vi.advanceTimersByTimeAsync(300_000)
  expect(document.body.textContent).toContain('The order is placed.')
})

test('a resumed answer continues after the text that is already shown', async () => {
  const server = serve()
  server.isReachable = false
  openChat().send('Order a kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  const spoken = () =>
    document.querySelector('.answer .text')?.textContent ?? document.querySelector('.answer')?.textContent
  server.isReachable = true
  server.more = line(2, { type: 'answer.delta', text: 'is being placed' })
  retryButton()?.click()
  expect(spoken()).toContain('The order')
  await vi.advanceTimersByTimeAsync(200)
  expect(spoken()?.match(/The order/g)).toHaveLength(1)
  expect(spoken()).toContain('is being placed')
})

test('a contact form before the chat blocks the composer until it is completed', async () => {
  serve()
  const screen = openChat({ lead: { ...LEAD, when: 'before' } })
  screen.setNotice(null)
  await vi.advanceTimersByTimeAsync(100)
  const composer = document.querySelector<HTMLElement>('.composer')
  const email = document.querySelector<HTMLInputElement>('input[type=email]')
  expect([composer?.hidden, email === null]).toEqual([true, false])
  // The page renews the token while the visitor is writing.
  if (email) email.value = 'ada@example.com'
  screen.setNotice(null)
  expect(document.querySelector<HTMLInputElement>('input[type=email]')?.value).toBe('ada@example.com')
  screen.send('Sent by the page')
  expect(document.querySelectorAll('.turn')).toHaveLength(0)
  email?.form?.requestSubmit()
  await vi.advanceTimersByTimeAsync(100)
  expect(composer?.hidden).toBe(false)
})

test('a form below one conversation is not shown in the next', async () => {
  serve()
  const screen = openChat({ lead: { ...LEAD, afterAnswers: 1 } })
  screen.send('Order a kettle')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(document.querySelector('input[type=email]')).not.toBeNull()
  document.querySelector<HTMLElement>('[aria-label="New chat"]')?.click()
  await vi.advanceTimersByTimeAsync(100)
  expect(document.querySelector('input[type=email]')).toBeNull()
})
