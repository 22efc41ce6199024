// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { ConversationStore } from '../../chat/conversation-store'
import { ScreenFrame } from '../../chat/screen-frame'
import type { ScreenOptions } from '../../chat/screen-options'
import { EmbedClient } from '../../embed-client'
import { BatchScreen } from './batch-screen'

const SID = '6f9619ff-8b86-4d11-b42d-00c04fc964ff'
const { look, locale, voice, needsIdentity } = DEFAULT_WIDGET

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const done = (fileName: string) => ({
  id: `batch-${fileName}`,
  fileName,
  columns: [],
  mapping: {},
  status: 'done',
  versionNumber: 1,
  rowCount: 1,
  counts: { waiting: 0, running: 0, succeeded: 1, failed: 0, invalid: 0, cancelled: 0 },
  error: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
})

/** A fake server whose list requests are answered by the test. */
function openRows() {
  const lists: PromiseWithResolvers<Response>[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
    if (String(url).endsWith('/session')) return Response.json({ token: 'token', sid: SID })
    const list = Promise.withResolvers<Response>()
    lists.push(list)
    return list.promise
  })
  const store = new ConversationStore('desk', '', null)
  const client = new EmbedClient({
    slug: 'desk',
    host: '',
    readSid: () => store.readSid(),
    writeSid: (sid) => store.writeSid(sid),
    onIdentityNeeded: () => undefined,
  })
  const options: ScreenOptions = {
    app: {
      slug: 'desk',
      kind: 'form',
      title: 'Desk',
      description: '',
      greeting: '',
      suggestions: [],
      closed: null,
      accent: '#2255cc',
      fields: [],
      messageField: null,
      maxMessage: 2_000,
      batch: { maxRows: 10, only: true },
      attach: { images: false, documents: false, recordings: false },
      widget: { look, locale, voice, needsIdentity, lead: null, handover: null },
    },
    mode: 'page',
    client,
    store,
    onClose: null,
    sidebar: undefined,
    emit: () => undefined,
  }
  const screen = new BatchScreen(options, new ScreenFrame(options, null))
  document.body.replaceChildren(screen.element)
  return { screen, lists }
}

const files = () => [...document.querySelectorAll('section.card')].map((card) => card.getAttribute('aria-label'))
const tryAgain = () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again')
const isOffered = () => tryAgain()?.closest('.card')?.hasAttribute('hidden') === false

test('a pending list of the previous visitor is not shown to the next one', async () => {
  const { screen, lists } = openRows()
  await vi.advanceTimersByTimeAsync(0)
  screen.reload()
  await vi.advanceTimersByTimeAsync(0)
  lists[1]?.resolve(Response.json({ batches: [done('mine.csv')] }))
  await vi.advanceTimersByTimeAsync(0)
  lists[0]?.resolve(Response.json({ batches: [done('theirs.csv')] }))
  await vi.advanceTimersByTimeAsync(0)
  expect(files()).toEqual(['mine.csv'])
})

test('an error of the previous visitor’s list is not shown to the next one', async () => {
  const { screen, lists } = openRows()
  await vi.advanceTimersByTimeAsync(0)
  screen.reload()
  await vi.advanceTimersByTimeAsync(0)
  lists[0]?.reject(new TypeError('network down'))
  lists[1]?.resolve(Response.json({ batches: [] }))
  await vi.advanceTimersByTimeAsync(0)
  expect(isOffered()).toBe(false)
})

test('retries a failed list and focuses its first file', async () => {
  const { lists } = openRows()
  await vi.advanceTimersByTimeAsync(0)
  lists[0]?.reject(new TypeError('network down'))
  await vi.advanceTimersByTimeAsync(0)
  expect(isOffered()).toBe(true)
  tryAgain()?.click()
  await vi.advanceTimersByTimeAsync(0)
  lists[1]?.resolve(Response.json({ batches: [done('new.csv'), done('old.csv')] }))
  await vi.advanceTimersByTimeAsync(0)
  expect([isOffered(), files()]).toEqual([false, ['new.csv', 'old.csv']])
  expect(document.activeElement?.getAttribute('aria-label')).toBe('new.csv')
})
