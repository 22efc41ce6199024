import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import { Window } from 'happy-dom'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs } from '@/lib/db/schema/runs'
import { allOf } from '../../testing/all-of'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { CHUNK_ID, SECRET, USAGE } from '../__fixtures__/memory-backend'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

const MODEL = 'helper'
let served: ServedApp
beforeAll(async () => {
  served = await serveApp(MODEL)
}, 60_000)
afterAll(() => served.close())

const api = () => `${served.url}/api/v1/apps/${MODEL}/ai-sdk`
const key = () => ({ authorization: `Bearer ${served.apiKey}` })
const request = (text: string): UIMessage => ({ id: text, role: 'user', parts: [{ type: 'text', text }] })
const textOf = (message: UIMessage | undefined) =>
  (message?.parts ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')

type Chat = ReturnType<typeof useChat>

/** Renders the texts of a chat and exposes it. */
function Texts(props: {
  id: string
  messages: UIMessage[]
  transport: DefaultChatTransport<UIMessage>
  onDraw: (chat: Chat) => void
}) {
  const chat = useChat({ id: props.id, messages: props.messages, transport: props.transport })
  props.onDraw(chat)
  return chat.messages.map(textOf).join('|')
}

/** A React component with a chat, in its own document. */
async function mountChat(options: { id: string; messages?: UIMessage[]; headers?: Record<string, string> }) {
  const page = new Window()
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  Reflect.set(globalThis, 'window', page)
  Reflect.set(globalThis, 'document', page.document)
  const chats: Chat[] = []
  const transport = new DefaultChatTransport<UIMessage>({ api: api(), headers: { ...key(), ...options.headers } })
  const onDraw = (chat: Chat) => void chats.push(chat)
  const holder = page.document.createElement('div')
  const root = createRoot(asElement(holder))
  await act(async () =>
    root.render(createElement(Texts, { id: options.id, messages: options.messages ?? [], transport, onDraw })),
  )
  const now = () => {
    const chat = chats.at(-1)
    if (!chat) throw new Error('The chat was not rendered.')
    return chat
  }
  return { now, text: () => holder.textContent, unmount: () => act(async () => root.unmount()) }
}

/** happy-dom's elements are compatible with the DOM, but their types are not. */
function asElement(value: unknown): Element {
  if (typeof value !== 'object' || value === null || !('appendChild' in value)) throw new Error('No element.')
  return value as Element
}

test('supports sending, showing, continuing and regenerating with useChat of @ai-sdk/react', async () => {
  const chat = await mountChat({ id: 'chat-1' })
  await act(() => chat.now().sendMessage({ text: 'one' }))
  expect(chat.text()).toBe('one|You said: one')
  expect(chat.now()).toMatchObject({ status: 'ready', error: undefined })
  await act(() => chat.now().sendMessage({ text: 'two' }))
  expect(chat.text()).toBe('one|You said: one|two|You said: two')
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two'])
  await act(() => chat.now().regenerate())
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two'])
  expect(chat.text()).toBe('one|You said: one|two|You said: two')
  await chat.unmount()
})

test('passes rejections to useChat as errors', async () => {
  const chat = await mountChat({ id: 'chat-2', headers: { authorization: 'Bearer pb_live_wrong_key' } })
  await act(() => chat.now().sendMessage({ text: 'one' }))
  expect(chat.now().status).toBe('error')
  expect(chat.now().error?.message).toContain('The API key is missing or invalid')
  await chat.unmount()
})

test('keeps the history by chat id for clients that send only the new message, without the answer that is regenerated', async () => {
  const transport = new DefaultChatTransport<UIMessage>({ api: api(), headers: key() })
  const send = async (text: string, trigger: 'submit-message' | 'regenerate-message' = 'submit-message') => {
    const options = {
      chatId: 'chat-3',
      messages: [request(text)],
      messageId: undefined,
      abortSignal: undefined,
      trigger,
    }
    await allOf(readUIMessageStream({ stream: await transport.sendMessages(options) }))
    return served.modelCalls.at(-1)?.map(({ content }) => content)
  }
  await send('one')
  expect(await send('two')).toEqual(['one', 'You said: one', 'two'])
  expect(await send('one', 'regenerate-message')).toEqual(['one'])
})

test('returns no stream to resume for a completely read answer or an unknown chat', async () => {
  const transport = new DefaultChatTransport<UIMessage>({ api: api(), headers: key() })
  await expect.poll(() => transport.reconnectToStream({ chatId: 'chat-1' })).toBeNull()
  expect(await transport.reconnectToStream({ chatId: 'never-seen' })).toBeNull()
})

test('resumes an answer that ended while its reader was away, once', async () => {
  const release = served.holdBack()
  const leaving = new AbortController()
  const transport = new DefaultChatTransport<UIMessage>({ api: api(), headers: key() })
  const question = request('one')
  const sent = { chatId: 'away', messages: [question], messageId: undefined, abortSignal: leaving.signal }
  const reader = (await transport.sendMessages({ ...sent, trigger: 'submit-message' })).getReader()
  await reader.read()
  const left = served.left()
  leaving.abort()
  await reader.cancel().catch(() => undefined)
  await expect.poll(served.left).toBe(left + 1)
  release()
  const database = served.app.studio.system.db
  const statuses = async () => (await database.select({ status: runs.status }).from(runs)).map(({ status }) => status)
  await expect.poll(async () => (await statuses()).includes('running')).toBe(false)
  const chat = await mountChat({ id: 'away', messages: [question] })
  await act(() => chat.now().resumeStream())
  expect(chat.text()).toBe('one|You said: one')
  await chat.unmount()
  await expect.poll(() => transport.reconnectToStream({ chatId: 'away' })).toBeNull()
})

const AI_HELPER = `/api/v1/apps/${MODEL}/ai-sdk`
const AI = '/api/v1/apps/help-desk/ai-sdk'
const citation = {
  number: 1,
  chunkId: CHUNK_ID,
  documentName: 'prices.pdf',
  page: 2,
  start: 0,
  end: 4,
  quote: 'It costs',
}

test('sends sources, outputs, pauses and usage as message parts, and resumes after any chunk', async () => {
  const { router, backend } = testPublicApi()
  backend.script = (_request, runId) => [
    { type: 'run.started', runId },
    { type: 'answer.delta', text: 'Wel' },
    { type: 'run.paused', reason: 'approval' },
    { type: 'run.resumed' },
    { type: 'answer.reset' },
    { type: 'answer.delta', text: 'Well [1]' },
    {
      type: 'run.completed',
      answer: 'Well [1].',
      citations: [citation],
      usage: USAGE,
      outputs: { text: 'Well [1].', citations: [], mood: 'fine' },
    },
  ]
  const body = { id: 'c', messages: [request('hi')], trigger: 'submit-message' }
  const headers = bearer(SECRET)
  const transport = new DefaultChatTransport<UIMessage>({
    api: `http://patchbay.test${AI}`,
    headers,
    fetch: async (url, init) => router.request(String(url), init),
  })
  const readStream = async (stream: Awaited<ReturnType<typeof transport.reconnectToStream>>) =>
    stream ? (await allOf(readUIMessageStream({ stream }))).at(-1) : null
  const sent = { chatId: 'c', messages: [request('hi')], messageId: undefined, abortSignal: undefined }
  const message = await readStream(await transport.sendMessages({ ...sent, trigger: 'submit-message' }))
  const runId = [...backend.runs.keys()][0]
  expect(message).toMatchObject({ id: `${runId}-assistant`, metadata: { runId, usage: USAGE } })
  expect(message?.parts).toMatchObject([
    { type: 'step-start' },
    { type: 'text', text: 'Well [1].', state: 'done' },
    { type: 'data-status', data: { status: 'running' } },
    { type: 'source-document', title: 'prices.pdf', providerMetadata: { patchbay: { number: 1, page: 2 } } },
    { type: 'data-outputs', data: { mood: 'fine' } },
  ])
  // The memory backend reports every run as running.
  expect(await readStream(await transport.reconnectToStream({ chatId: 'c' }))).toEqual(message)

  const fullText = await (await router.request(AI, postJson(body, headers))).text()
  const blocks = fullText.split('\n\n').filter((block) => block !== '')
  for (const [index, block] of blocks.entries()) {
    const id = /^id: (\d+)$/m.exec(block)?.[1] ?? ''
    const rest = await router.request(`${AI}/c/stream`, { headers: { ...headers, 'last-event-id': id } })
    expect((await rest.text()).split('\n\n').filter((text) => text !== '').length).toBe(blocks.length - index - 1)
  }
})

test('ends the stream of a failed or stopped run as the SDK expects, without internal details', async () => {
  const { router, backend } = testPublicApi()
  const end = async (code: 'SANDBOX_FAILED' | 'CANCELLED') => {
    backend.script = (_request, runId) => [
      { type: 'run.started', runId },
      { type: 'answer.delta', text: 'Well' },
      { type: 'run.failed', error: { code, message: 'CANARY_SECRET', requestId: 'r' } },
    ]
    return (await router.request(AI, postJson({ id: 'c', messages: [request('hi')] }, bearer(SECRET)))).text()
  }
  const failed = await end('SANDBOX_FAILED')
  expect(failed).toContain('{"type":"error","errorText":"The app failed to answer.')
  expect(failed).not.toContain('CANARY_SECRET')
  expect(await end('CANCELLED')).toContain('{"type":"abort"')
})

test('ignores extra fields in the body and names them, like other AI SDK servers', async () => {
  const { router, backend } = testPublicApi()
  const body = { id: 'c', messages: [request('hi')], trigger: 'submit-message', messageId: null }
  const added = { tools: {}, system: 'obey', callSettings: {}, config: {}, metadata: {}, graph: {} }
  const response = await router.request(AI, postJson({ ...body, ...added }, bearer(SECRET)))
  expect(response.status).toBe(200)
  expect(response.headers.get('x-patchbay-ignored')).toBe('tools, system, callSettings, config, metadata, graph')
  await response.text()
  expect(backend.started).toHaveLength(1)
})

test('validates bodies, and separates the chats of different end users', async () => {
  const { router, backend } = testPublicApi()
  const send = (body: object) => router.request(AI, postJson(body, bearer(SECRET)))
  const complete = { id: 'c', messages: [request('hi')] }
  const rejected = [
    { ...complete, id: '' },
    { ...complete, id: { $ne: null } },
    { ...complete, messages: [] },
    { ...complete, messages: [{ role: 'assistant', parts: [] }] },
    { ...complete, messages: [{ role: 'user', parts: [{ type: 'file', url: 'https://evil.example/x' }] }] },
  ]
  for (const body of rejected) expect((await send(body)).status).toBe(400)
  expect((await send({ ...complete, messages: [request('x'.repeat(300_000))] })).status).toBe(413)
  expect(backend.started).toHaveLength(0)

  const as = (endUser: string) => ({ ...key(), 'patchbay-end-user': endUser })
  const reply = async (text: string, endUser: string) => {
    await (
      await served.app.router.request(AI_HELPER, postJson({ id: 'same', messages: [request(text)] }, as(endUser)))
    ).text()
    return served.modelCalls.at(-1)?.map(({ content }) => content)
  }
  await reply('secret of Ann', 'ann')
  expect(await reply('hello', 'bob')).toEqual(['hello'])
  expect(await reply('more', 'ann')).toEqual(['secret of Ann', 'You said: secret of Ann', 'more'])
})
