// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { findConversations, removeConversation, renameConversation } from '../rich/conversations/stored-conversations'
import { ConversationStore } from './conversation-store'

const storage = new Map<string, string>()
const shared = {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => void storage.set(key, value),
  removeItem: (key: string) => void storage.delete(key),
}
const conversation = { turns: [{ role: 'user', text: 'Hello', state: 'done' } as const], pendingRunId: null }
const open = (slug: string, host: string) => new ConversationStore(slug, host, shared)

beforeEach(() => storage.clear())

test('two tabs of one app on one site share a conversation', () => {
  open('help', 'https://shop.example').save(conversation)
  expect(open('help', 'https://shop.example').load()).toEqual(conversation)
})

test('other apps, other sites and the hosted page have separate conversations and visitors', () => {
  open('help', 'https://shop.example').save(conversation)
  open('help', 'https://shop.example').writeSid('visitor')
  for (const other of [
    open('sales', 'https://shop.example'),
    open('help', 'https://other.example'),
    open('help', ''),
  ]) {
    expect([other.load().turns, other.readSid()]).toEqual([[], null])
  }
})

test('without storage the conversation lasts as long as the page', () => {
  const store = new ConversationStore('help', '', null)
  store.save(conversation)
  expect(store.load()).toEqual(conversation)
})

test('keeps several conversations, newest first, and can open, leave and delete them', () => {
  const store = open('help', '')
  const say = (text: string) => store.save({ turns: [{ role: 'user', text, state: 'done' }], pendingRunId: null })
  say('First')
  store.startNew()
  expect(store.load().turns).toEqual([])
  say('Second')
  expect(store.list().map(({ title }) => title)).toEqual(['Second', 'First'])
  const [second, first] = store.list()
  expect(store.open(first?.id ?? '').turns[0]?.text).toBe('First')
  const putBack = removeConversation(store, second?.id ?? '')
  putBack()
  expect(store.list().map(({ title }) => title)).toEqual(['Second', 'First'])
  removeConversation(store, second?.id ?? '')
  expect(
    open('help', '')
      .list()
      .map(({ title }) => title),
  ).toEqual(['First'])
  expect([...storage.keys()].filter((key) => key.includes(second?.id ?? '?'))).toEqual([])
})

test('hides conversations of one signed-in visitor from the next, and after signing out', () => {
  const store = open('help', 'https://shop.example')
  store.setUser('ada')
  store.save(conversation)
  store.setUser('bob')
  expect([store.load().turns, store.list()]).toEqual([[], []])
  store.setUser('')
  expect(store.list()).toEqual([])
  store.setUser('ada')
  expect(store.load()).toEqual(conversation)
  store.clear()
  expect(open('help', 'https://shop.example').list()).toEqual([])
  expect([...storage.keys()]).toEqual([])
})

test('notifies a tab only of changes by another tab', () => {
  const [mine, theirs] = [open('help', ''), open('help', '')]
  let notified = 0
  mine.watch(() => {
    notified += 1
    mine.load()
  })
  const stored = () => window.dispatchEvent(new StorageEvent('storage'))
  mine.save(conversation)
  stored()
  expect(notified).toBe(0)
  const { turns } = theirs.load()
  theirs.save({ turns: [...turns, { role: 'user', text: 'And?', state: 'done' }], pendingRunId: null })
  stored()
  stored()
  expect(notified).toBe(1)
})

test('a renewed token of the same visitor keeps the conversation', () => {
  const store = open('help', '')
  expect([store.setUser('ada'), store.setUser('ada'), store.setUser('')]).toEqual([true, false, true])
})

test('deleting the current conversation starts a new one and does not restore it with the next message', () => {
  const store = open('help', '')
  store.save(conversation)
  removeConversation(store, store.list()[0]?.id ?? '')
  expect([store.isChanged, store.load().turns, store.list()]).toEqual([true, [], []])
})

test('a conversation deleted in another tab stays deleted during an answer, unless that tab restores it', () => {
  const [mine, theirs] = [open('help', ''), open('help', '')]
  mine.save(conversation)
  const putBack = removeConversation(theirs, theirs.list()[0]?.id ?? '')
  mine.save({ turns: [...conversation.turns, { role: 'assistant', text: 'Hi', state: 'done' }], pendingRunId: null })
  expect([mine.isChanged, theirs.list(), open('help', '').list()]).toEqual([true, [], []])
  putBack()
  expect(mine.load()).toEqual(conversation)
})

test('with full storage the conversation lasts as long as the page, and the newest messages are stored', () => {
  let isFull = false
  const store = new ConversationStore('help', '', {
    ...shared,
    setItem: (key, value) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
      shared.setItem(key, value)
    },
  })
  store.save(conversation)
  isFull = true
  const newer = {
    ...conversation,
    turns: [...conversation.turns, { role: 'user', text: 'And?', state: 'done' } as const],
  }
  store.save(newer)
  expect([store.load(), store.isChanged]).toEqual([newer, false])
})

test('a conversation keeps the name set by the visitor and is found by name and content', () => {
  const store = open('help', '')
  store.save({
    turns: [
      { role: 'user', text: 'Which kettle?', state: 'done' },
      { role: 'assistant', text: 'The Aurora 7.', state: 'done' },
    ],
    pendingRunId: null,
  })
  const id = store.list()[0]?.id ?? ''
  renameConversation(store, id, '  Birthday present ')
  renameConversation(store, id, '   ')
  store.save({ turns: [...store.load().turns, { role: 'user', text: 'How much?', state: 'done' }], pendingRunId: null })
  store.startNew()
  store.load()
  store.save(conversation)
  const found = (text: string) => findConversations(store, text).map(({ title }) => title)
  expect(found(' ')).toEqual(['Hello', 'Birthday present'])
  expect([found('BIRTH'), found('aurora much'), found('aurora hello')]).toEqual([
    ['Birthday present'],
    ['Birthday present'],
    [],
  ])
})
