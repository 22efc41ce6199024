import { beforeEach, expect, test } from 'vitest'
import { ConversationStore } from './conversation-store'

const storage = new Map<string, string>()
const shared = {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => void storage.set(key, value),
}
const conversation = { turns: [{ role: 'user', text: 'Hello', state: 'done' } as const], pendingRunId: null }
const open = (slug: string, host: string) => new ConversationStore(slug, host, shared)

beforeEach(() => storage.clear())

test('two tabs of one app on one site share a conversation', () => {
  open('help', 'https://shop.example').save(conversation)
  expect(open('help', 'https://shop.example').load()).toEqual(conversation)
})

test('another app, another site and our own page each have their own conversation and visitor', () => {
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

test('without storage it lasts as long as the page', () => {
  const store = new ConversationStore('help', '', null)
  store.save(conversation)
  expect(store.load()).toEqual(conversation)
})
