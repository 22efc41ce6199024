// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type { PublicEvent } from '@/lib/contracts/public'
import { ChatFailure, EmbedClient } from '../embed-client'
import { readPassage } from '../rich/sources/read-passage'
import { ConversationStore, type Turn } from './conversation-store'
import { sendAndFollow } from './follow-run'
import { historyOf } from './history-of'
import { applyEvent, outputsMarkdown } from './run-answer'

const RUN = '01970000-0000-7000-8000-0000000000aa'
const SID = '6f9619ff-8b86-4d11-b42d-00c04fc964ff'
type Reply = () => Response
interface Sent {
  url: string
  headers: Headers
}

/** A fake network: each call takes the next reply. */
function network(...replies: Reply[]): Sent[] {
  const sent: Sent[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    sent.push({ url: String(url), headers: new Headers(init?.headers) })
    if (String(url).endsWith('/session')) return Response.json({ token: `token-${sent.length}`, sid: SID })
    const reply = replies.shift()
    if (!reply) throw new TypeError('network down')
    return reply()
  })
  return sent
}

afterEach(() => vi.restoreAllMocks())

const line = (seq: number, event: { type: string; [name: string]: unknown }) =>
  `id: ${seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
const DONE = { type: 'run.completed', answer: 'Hello', outputs: {}, citations: [], usage: {} }

function streamed(text: string, breaks = false): Reply {
  return () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text))
        if (breaks) controller.error(new TypeError('connection reset'))
        else controller.close()
      },
    })
    return new Response(body, { headers: { 'x-run-id': RUN } })
  }
}

function chat() {
  const store = new ConversationStore('help-desk', '', null)
  const client = new EmbedClient({
    slug: 'help-desk',
    host: '',
    readSid: () => store.readSid(),
    writeSid: (sid) => store.writeSid(sid),
    onIdentityNeeded: () => undefined,
  })
  const events: PublicEvent[] = []
  const run = () => {
    const follow = {
      client,
      signal: new AbortController().signal,
      onRun: () => undefined,
      onEvent: (event: PublicEvent) => events.push(event),
      reconnectMs: [1, 1],
    }
    return sendAndFollow(follow, { key: 'm1', body: { inputs: { message: 'hi' } } })
  }
  return { store, client, events, run }
}

test('resumes a broken stream after the last received event', async () => {
  const sent = network(
    streamed(line(1, { type: 'run.started' }) + line(2, { type: 'answer.delta', text: 'Hel' })),
    streamed(line(3, { type: 'answer.delta', text: 'lo' }) + line(4, DONE)),
  )
  const { events, run } = chat()
  await run()
  expect(events.map((event) => event.type)).toEqual(['run.started', 'answer.delta', 'answer.delta', 'run.completed'])
  expect(sent.at(-1)?.url).toBe(`/embed/help-desk/runs/${RUN}/events`)
  expect(sent.at(-1)?.headers.get('last-event-id')).toBe('2')
})

test('resends a message without a response under the same key', async () => {
  const lost = () => {
    throw new TypeError('network down')
  }
  const sent = network(lost, lost, streamed(line(1, DONE)))
  const { events, run } = chat()
  await run()
  const keys = sent.flatMap(({ url, headers }) => (url.endsWith('/messages') ? [headers.get('idempotency-key')] : []))
  expect(keys).toEqual(['m1', 'm1', 'm1'])
  expect(events.map((event) => event.type)).toEqual(['run.completed'])
})

test('does not resend a rejected message', async () => {
  const sent = network(() => Response.json({}, { status: 503 }))
  await expect(chat().run()).rejects.toThrow(ChatFailure)
  expect(sent.filter(({ url }) => url.endsWith('/messages'))).toHaveLength(1)
})

test('reports a lost connection in plain words', async () => {
  network(streamed(line(1, { type: 'run.started' })))
  await expect(chat().run()).rejects.toThrow('The connection was lost during the answer.')
})

test('renews an expired token once, unnoticed by the visitor', async () => {
  const sent = network(() => new Response(null, { status: 401 }), streamed(line(1, DONE)))
  const { store, run } = chat()
  await run()
  expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['session', 'messages', 'session', 'messages'])
  expect(sent[1]?.headers.get('authorization')).not.toBe(sent[3]?.headers.get('authorization'))
  expect(store.readSid()).toBe(SID)
})

test('a rejection keeps its message and retry time', async () => {
  const error = { error: { code: 'RATE_LIMITED', message: 'Too many requests.' } }
  network(() => Response.json(error, { status: 429, headers: { 'retry-after': '20' } }))
  const failure = await chat()
    .run()
    .catch((thrown: unknown) => thrown)
  expect(failure).toBeInstanceOf(ChatFailure)
  expect(failure).toMatchObject({ message: 'Too many requests.', retryAfterSeconds: 20 })
})

test('an invalid id never becomes part of a URL', async () => {
  const sent = network()
  await expect(chat().client.cancel('../../x')).rejects.toThrow(ChatFailure)
  await expect(readPassage(chat().client, { chunkId: 'a/b', start: 0, end: 1 })).rejects.toThrow(ChatFailure)
  expect(sent).toHaveLength(0)
})

test('a retry restarts the answer, and the final event wins', () => {
  const turn: Turn = { role: 'assistant', text: '', state: 'streaming' }
  applyEvent(turn, { type: 'answer.delta', text: 'Good mor' })
  applyEvent(turn, { type: 'answer.reset' })
  applyEvent(turn, { type: 'answer.delta', text: 'Hel' })
  expect(turn.text).toBe('Hel')
  const usage = { inputTokens: 1, outputTokens: 1, estimated: false }
  applyEvent(turn, { type: 'run.completed', answer: null, outputs: { a: 'x', b: [1] }, citations: [], usage })
  expect(turn).toMatchObject({ state: 'done', text: outputsMarkdown({ a: 'x', b: [1] }) })
})

test('the history contains messages and answers, and drops the oldest first', () => {
  const turns: Turn[] = [
    { role: 'user', text: 'old', state: 'done' },
    { role: 'assistant', text: 'broken', state: 'failed' },
    { role: 'user', text: 'new', state: 'done' },
    { role: 'assistant', text: 'answer', state: 'done' },
  ]
  expect(historyOf(turns, 2).map((turn) => turn.content)).toEqual(['new', 'answer'])
  expect(historyOf(turns).map((turn) => turn.content)).toEqual(['old', 'new', 'answer'])
})

test('damaged or blocked storage starts a new conversation', () => {
  const storage = {
    getItem: () => '{"turns":[{"role":"system","text":1}',
    setItem: () => {
      throw new Error('full')
    },
  }
  const store = new ConversationStore('help-desk', '', { ...storage, removeItem: () => undefined })
  expect(store.load()).toEqual({ turns: [], pendingRunId: null })
  expect(() => store.writeSid(SID)).not.toThrow()
})

test('treats a gateway error of a proxy as a lost connection', async () => {
  network(
    streamed(line(1, { type: 'answer.delta', text: 'Hel' })),
    () => new Response('<h1>502 Bad Gateway</h1>', { status: 502 }),
    streamed(line(2, DONE)),
  )
  const { run, events } = chat()
  await run()
  expect(events.at(-1)?.type).toBe('run.completed')
})

test('the page renews an expired sign-in, and pending requests continue with the new one', async () => {
  const sessions: unknown[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    if (!String(url).endsWith('/session')) return Response.json({ ok: true })
    const { identity } = JSON.parse(String(init?.body))
    sessions.push(identity)
    return identity === 'old'
      ? Response.json({ error: { code: 'UNAUTHENTICATED', message: 'Send a valid API key.' } }, { status: 401 })
      : Response.json({ token: 'token', sid: SID })
  })
  const client: EmbedClient = new EmbedClient({
    slug: 'help-desk',
    host: '',
    readSid: () => null,
    writeSid: () => undefined,
    onIdentityNeeded: () => queueMicrotask(() => void client.identify('new')),
  })
  void client.identify('old').catch(() => undefined)
  expect((await client.request('/batches', {})).ok).toBe(true)
  expect(sessions).toEqual(['old', 'new'])
})

test('a visitor without a renewed sign-in is asked to sign in, without details about keys', async () => {
  vi.useFakeTimers()
  const rejection = { error: { code: 'UNAUTHENTICATED', message: 'Send a valid API key.' } }
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(rejection, { status: 401 }))
  const { client } = chat()
  const failed = client.identify('old').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await failed).toMatchObject({ message: 'Sign in on this website to use the chat.' })
  vi.useRealTimers()
})
