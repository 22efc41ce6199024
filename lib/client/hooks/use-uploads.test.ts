// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { newId } from '@/lib/core/new-id'
import { reachability } from '../connection/reachability'
import { type Uploads, useUploads } from './use-uploads'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)

let isServerThere = true
/** Whether a proxy aborts each upload. */
let areCut = false
let sent = 0

const DOCUMENT: DocumentView = {
  id: newId(),
  name: 'a.md',
  mimeType: 'text/markdown',
  sizeBytes: 1,
  status: 'queued',
  progress: 0,
  error: null,
  errorRef: null,
  pageCount: null,
  chunkCount: 0,
  language: null,
  notices: [],
  noticeRefs: [],
  metadata: {},
  metadataOrigins: {},
  source: null,
  deletedAt: null,
  access: null,
  createdAt: '2026-11-28T12:00:00.000Z',
}

/** A transfer that fails like a refused connection while the server is away or a proxy aborts it. */
class Transfer {
  upload = {}
  status = 201
  responseText = JSON.stringify({ document: DOCUMENT, unchanged: false })
  onload = () => undefined
  onerror = () => undefined
  open() {}
  setRequestHeader() {}
  send() {
    sent += 1
    queueMicrotask(() => (isServerThere && !areCut ? this.onload() : this.onerror()))
  }
}

let shown: Uploads | undefined
function Page() {
  shown = useUploads()
  return null
}

async function openPage() {
  const root = createRoot(document.createElement('div'))
  const client = new QueryClient()
  await act(async () => root.render(createElement(QueryClientProvider, { client }, createElement(Page))))
  return { leave: () => act(async () => root.unmount()) }
}

/** Whether the browser would ask before closing the tab. */
function asksBeforeLeaving(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

const FILE = new File(['a'], 'a.md')

beforeEach(() => {
  ;[isServerThere, areCut, sent] = [true, false, 0]
  vi.stubGlobal('XMLHttpRequest', Transfer)
  vi.stubGlobal('fetch', async () => {
    if (!isServerThere) throw new TypeError('Failed to fetch')
    return Response.json({})
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  reachability.note(true)
})

test('uploads wait for an unreachable server and resume when it is back, including on another page; the tab asks before closing', async () => {
  isServerThere = false
  const page = await openPage()
  let areThere: boolean[] | undefined
  await act(async () => void shown?.add('base', [FILE]).then((each) => (areThere = each)))
  expect([sent, reachability.read(), shown?.uploads[0]?.status]).toEqual([1, false, 'waiting'])
  await act(async () => reachability.note(true))
  expect([sent, reachability.read(), shown?.uploads[0]?.status]).toEqual([2, false, 'waiting'])
  await page.leave()
  expect(asksBeforeLeaving()).toBe(true)
  isServerThere = true
  await act(async () => reachability.note(true))
  expect(areThere).toEqual([true])
  expect(asksBeforeLeaving()).toBe(false)
})

test('an upload aborted while the server responds fails after three attempts; the caller waits for a retry', async () => {
  areCut = true
  const page = await openPage()
  let areThere: boolean[] | undefined
  await act(async () => void shown?.add('base', [FILE]).then((each) => (areThere = each)))
  expect([sent, reachability.read(), areThere]).toEqual([3, true, undefined])
  expect(shown?.uploads[0]).toMatchObject({ status: 'failed', canRetry: true })
  expect(asksBeforeLeaving()).toBe(false)
  areCut = false
  await act(async () => shown?.retry())
  expect([sent, areThere]).toEqual([4, [true]])
  await page.leave()
})

test('the caller is notified when an upload is dismissed', async () => {
  areCut = true
  const page = await openPage()
  let areThere: boolean[] | undefined
  await act(async () => void shown?.add('base', [FILE, FILE]).then((each) => (areThere = each)))
  const id = shown?.uploads[0]?.id ?? ''
  await act(async () => shown?.dismiss(id))
  expect(areThere).toBeUndefined()
  await act(async () => shown?.dismissAll())
  expect(areThere).toEqual([false, false])
  await page.leave()
})
