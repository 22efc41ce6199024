// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ConversationStore } from '../../chat/conversation-store'
import { EmbedClient } from '../../embed-client'
import { deleteThreads } from './delete-threads'
import { readDeleted, removeConversation } from './stored-conversations'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

/** A store with one conversation, and a server that answers a deletion with `answers` in turn. */
function openStore(answers: (() => Response)[]) {
  const store = new ConversationStore('shop', '', localStorage)
  store.save({ turns: [{ role: 'user', text: 'Hello', state: 'done' }], pendingRunId: null })
  const requested: string[] = []
  const client = new EmbedClient({
    slug: 'shop',
    host: '',
    readSid: () => null,
    writeSid: () => {},
    onIdentityNeeded: () => {},
    fetch: async (url, init) => {
      if (String(url).endsWith('/session')) return Response.json({ token: 'token', sid: '' })
      requested.push(`${init?.method} ${String(url)}`)
      return answers.shift()?.() ?? Response.json({ deleted: true })
    },
  })
  return { store, client, requested, id: store.id }
}

test('deletes a removed conversation on the server, once', async () => {
  const { store, client, requested, id } = openStore([])
  removeConversation(store, id)
  expect(readDeleted(store)).toEqual([id])
  await deleteThreads(store, client)
  await deleteThreads(store, client)
  expect(requested).toEqual([`DELETE /embed/shop/threads/${id}`])
  expect(readDeleted(store)).toEqual([])
})

test('deletes nothing on the server after the deletion was undone', async () => {
  const { store, client, requested, id } = openStore([])
  removeConversation(store, id)()
  await deleteThreads(store, client)
  expect(requested).toEqual([])
  expect(store.list().map((head) => head.id)).toEqual([id])
})

test('repeats a deletion while an answer is still running, and after an error with the next page', async () => {
  const { store, client, requested, id } = openStore([
    () => Response.json({ deleted: false }),
    () => new Response('{}', { status: 503 }),
  ])
  removeConversation(store, id)
  await deleteThreads(store, client)
  expect(readDeleted(store)).toEqual([id])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(requested).toHaveLength(2)
  expect(readDeleted(store)).toEqual([id])
  await deleteThreads(store, client)
  expect(readDeleted(store)).toEqual([])
})
