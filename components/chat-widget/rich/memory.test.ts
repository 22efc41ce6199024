// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { ConversationStore } from '../chat/conversation-store'
import { ScreenFrame } from '../chat/screen-frame'
import type { ScreenOptions } from '../chat/screen-options'
import { h } from '../element'
import { EmbedClient } from '../embed-client'
import { addMemory } from './memory'
import './add-rich'

const IDS = ['01970000-0000-7000-8000-0000000000a1', '01970000-0000-7000-8000-0000000000a2']

beforeEach(() => {
  localStorage.clear()
  document.body.replaceChildren()
})

/** A server with a visitor's decision and facts, and a chat with one answer. */
function open(start: { consent: boolean | null; facts?: string[] }) {
  const state = { consent: start.consent, facts: start.facts ?? [], isAway: false, requested: [] as string[] }
  const view = () => ({
    consent: state.consent,
    facts: state.facts.map((text, index) => ({ id: IDS[index], text, updatedAt: '2026-01-01T00:00:00.000Z' })),
  })
  const client = new EmbedClient({
    slug: 'desk',
    host: '',
    readSid: () => null,
    writeSid: () => {},
    onIdentityNeeded: () => {},
    fetch: async (url, init) => {
      const path = String(url)
      if (path.endsWith('/session')) return Response.json({ token: 'token', sid: '' })
      state.requested.push(`${init?.method} ${path.replace('/embed/desk', '')} ${init?.body ?? ''}`.trim())
      if (state.isAway) return Response.json({ error: { code: 'INTERNAL', message: 'Away' } }, { status: 500 })
      if (init?.method === 'DELETE') state.facts = state.facts.filter((_, index) => !path.endsWith(IDS[index] ?? ''))
      if (init?.method === 'PUT') state.consent = JSON.parse(String(init.body)).consent
      if (state.consent === false) state.facts = []
      return Response.json(view())
    },
  })
  const store = new ConversationStore('desk', '', localStorage)
  const options = { app: { title: 'Desk', slug: 'desk', widget: {} }, client, store } as unknown as ScreenOptions
  const frame = new ScreenFrame(options, null)
  const aside = h('div', { class: 'aside' })
  const composer = h('textarea', {})
  frame.column.append(h('div', { class: 'turn answer' }, 'Hello.'), aside)
  frame.dock.append(composer)
  document.body.append(frame.element)
  const button = (name: string) =>
    [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)
  const press = async (name: string) => {
    const found = await vi.waitFor(() => {
      const one = button(name)
      if (!one) throw new Error(`no button ${name}`)
      return one
    })
    found.click()
  }
  return { state, store, aside, composer, press, button, add: () => addMemory(options, frame), frame }
}
const panel = () => document.querySelector('[role=dialog]')

test.each([
  ['Yes, remember', true],
  ['No', false],
])('stores the decision “%s” and removes the card', async (label, consent) => {
  const { state, press, add, aside, composer } = open({ consent: null })
  add()
  await press(label)
  await vi.waitFor(() => expect(aside.childElementCount).toBe(0))
  expect(state.requested).toEqual(['GET /memory', `PUT /memory {"consent":${consent}}`])
  expect(document.activeElement).toBe(composer)
  add()
  expect(state.requested).toHaveLength(2)
})

test('keeps the card and shows the problem if the decision was not stored', async () => {
  const { state, press, add, aside } = open({ consent: null })
  add()
  await vi.waitFor(() => expect(aside.childElementCount).toBe(1))
  state.isAway = true
  await press('Yes, remember')
  await vi.waitFor(() => expect(aside.querySelector('[role=alert]')?.textContent).not.toBe(''))
  expect(state.consent).toBe(null)
})

test('reads the decision once per conversation, and asks again after a member has reset it', async () => {
  const { state, store, add, aside } = open({ consent: true })
  add()
  await vi.waitFor(() => expect(state.requested).toEqual(['GET /memory']))
  // The answer is read in later tasks.
  await new Promise((resolve) => setImmediate(resolve))
  add()
  expect(state.requested).toEqual(['GET /memory'])
  state.consent = null
  store.startNew()
  add()
  await vi.waitFor(() => expect(aside.childElementCount).toBe(1))
})

test('deletes one fact, then everything, and moves the focus to what remains', async () => {
  const { state, press, add, button, aside } = open({ consent: null, facts: ['Has dogs.', 'Likes tea.'] })
  add()
  await vi.waitFor(() => expect(aside.childElementCount).toBe(1))
  await press('Memory')
  await press('Delete “Has dogs.”')
  await vi.waitFor(() => expect(panel()?.querySelectorAll('li')).toHaveLength(1))
  expect(document.activeElement).toBe(button('Delete “Likes tea.”'))
  await press('Delete everything and stop remembering')
  await vi.waitFor(() => expect(panel()?.textContent).toContain('Nothing is remembered.'))
  expect([state.consent, aside.childElementCount]).toEqual([false, 0])
  expect(document.activeElement).toBe(button('Remember facts about me'))
  await press('Remember facts about me')
  await vi.waitFor(() => expect(button('Stop remembering')).toBeDefined())
  expect(state.consent).toBe(true)
})
