// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test, vi } from 'vitest'
import { answering } from './answering'
import { type Uploads, useUploads } from './use-uploads'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
afterEach(() => {
  vi.unstubAllGlobals()
  answering.note(true)
})

/** Fails as a connection that is refused does. */
class Refused {
  static asked = 0
  upload = {}
  onerror = () => undefined
  open() {}
  setRequestHeader() {}
  send() {
    Refused.asked += 1
    queueMicrotask(() => this.onerror())
  }
}

let shown: Uploads | undefined
function Page() {
  shown = useUploads()
  return null
}

test('files wait for a server that is away, go on when it answers, and are given up after three tries', async () => {
  vi.stubGlobal('XMLHttpRequest', Refused)
  const root = createRoot(document.createElement('div'))
  const client = new QueryClient()
  await act(async () => root.render(createElement(QueryClientProvider, { client }, createElement(Page))))
  await act(async () => void shown?.add('base', [new File(['a'], 'a.md')]))
  expect([Refused.asked, answering.read(), shown?.uploads[0]?.status]).toEqual([1, false, 'waiting'])
  await act(async () => answering.note(true))
  expect([Refused.asked, answering.read(), shown?.uploads[0]?.status]).toEqual([2, false, 'waiting'])
  await act(async () => answering.note(true))
  expect(shown?.uploads[0]).toMatchObject({ status: 'failed', canRetry: true })
  await act(async () => shown?.retry())
  expect([Refused.asked, shown?.uploads[0]?.status]).toEqual([3, 'waiting'])
  await act(async () => root.unmount())
})
