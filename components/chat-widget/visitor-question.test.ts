// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EmbedApp } from '@/lib/contracts/public'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { ChatScreen } from './chat/chat-screen'
import { ConversationStore } from './chat/conversation-store'
import type { ScreenOptions } from './chat/screen-options'
import { EmbedClient } from './embed-client'
import { FormScreen } from './rich/forms/form-screen'

const RUN = '01970000-0000-7000-8000-0000000000aa'
const WAIT = '01970000-0000-7000-8000-0000000000bb'
const { look, locale, voice, needsIdentity } = DEFAULT_WIDGET

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const APPROVAL = {
  id: WAIT,
  title: 'Order it?',
  message: 'It costs **129 €**.',
  fields: [{ name: 'size', label: 'Size', type: 'choice', required: true, options: ['S', 'L'] }],
}

/** A server with a run that waits for its visitor and keeps its stream open. */
function serve(isUp: () => boolean = () => true) {
  const answers: unknown[] = []
  const paused = new TextEncoder().encode(`id: 1\ndata: {"type":"run.paused","reason":"approval"}\n\n`)
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const path = String(url)
    if (path.endsWith('/session')) return Response.json({ token: 'token', sid: RUN })
    if (path.endsWith(`/runs/${RUN}/approvals`) && !isUp()) throw new TypeError('Failed to fetch')
    if (path.endsWith(`/runs/${RUN}/approvals`)) return Response.json({ approvals: [APPROVAL] })
    if (path.endsWith(`/approvals/${WAIT}`)) {
      answers.push(JSON.parse(String(init?.body)))
      return Response.json({ already: false })
    }
    const body = new ReadableStream({ start: (controller) => controller.enqueue(paused) })
    return new Response(body, { headers: { 'x-run-id': RUN } })
  })
  return answers
}

/** A fresh page load: conversations of earlier loads are in the storage. */
function optionsOf(overrides: Partial<EmbedApp> = {}): ScreenOptions {
  const store = new ConversationStore('desk', '', localStorage)
  const client = new EmbedClient({
    slug: 'desk',
    host: '',
    readSid: () => store.readSid(),
    writeSid: (sid) => store.writeSid(sid),
    onIdentityNeeded: () => undefined,
  })
  return {
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
      widget: { look, locale, voice, needsIdentity, lead: null, handover: null },
      ...overrides,
    },
    mode: 'page',
    client,
    store,
    onClose: null,
    sidebar: undefined,
    emit: () => undefined,
  }
}

function openChat(): ChatScreen {
  const screen = new ChatScreen(optionsOf())
  document.body.replaceChildren(screen.element)
  return screen
}

const button = (text: string) => [...document.querySelectorAll('button')].find((found) => found.textContent === text)
const question = () => document.querySelector('[role=group]')
const shown = () => vi.waitFor(() => expect(question()).not.toBeNull())

test('a waiting run asks its visitor again after a reload, with its form, and requires the form for approval', async () => {
  const answers = serve()
  openChat().send('A kettle')
  await shown()
  openChat()
  expect(question()).toBeNull()
  await shown()
  expect(question()?.querySelector('strong')?.textContent).toBe('129 €')
  button('Yes')?.click()
  expect(question()?.textContent).toContain('“Size” is missing')
  expect(answers).toEqual([])
  const size = document.querySelector('select')
  if (size) size.value = 'L'
  button('Yes')?.click()
  await vi.waitFor(() => expect(answers).toEqual([{ decision: 'approved', values: { size: 'L' }, comment: '' }]))
  // A third page load finds the run again.
  openChat()
  await shown()
  button('No')?.click()
  await vi.waitFor(() => expect(answers[1]).toEqual({ decision: 'rejected', values: {}, comment: '' }))
})

test('requests a question again when the server is back', async () => {
  let isUp = false
  serve(() => isUp)
  openChat().send('A kettle')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(question()).toBeNull()
  isUp = true
  await vi.advanceTimersByTimeAsync(20_000)
  await shown()
})

test('associates each label of a form page and of a question with its own control', async () => {
  serve()
  const fieldOf = (name: string, type: 'text' | 'file') => ({ name, label: name, type, required: false })
  const fields = [fieldOf('Item', 'text'), fieldOf('Photo', 'file')]
  const { element } = new FormScreen(optionsOf({ kind: 'form', messageField: null, fields }))
  document.body.replaceChildren(element)
  button('Run')?.click()
  await shown()
  const controls = [...document.querySelectorAll('label')].map((label) => document.getElementById(label.htmlFor))
  expect(controls.map((control) => control?.tagName)).toEqual(['INPUT', 'BUTTON', 'SELECT'])
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
