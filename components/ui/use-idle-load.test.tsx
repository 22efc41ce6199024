// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Loadable, makeLoadable } from './part'
import { useIdleLoad } from './use-idle-load'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function Page({ loadable }: { loadable: Loadable<unknown> }) {
  useIdleLoad(loadable, 'loaded')
  return null
}

test('loads once after the page has been shown for a while, and never after it is unmounted', async () => {
  let loads = 0
  const loadable = makeLoadable(async () => {
    loads += 1
    return loads
  })
  const first = createRoot(document.createElement('div'))
  act(() => first.render(<Page loadable={loadable} />))
  act(() => first.unmount())
  await vi.advanceTimersByTimeAsync(60_000)
  expect(loads).toBe(0)
  const second = createRoot(document.createElement('div'))
  act(() => second.render(<Page loadable={loadable} />))
  expect(loads).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([loads, loadable.current()]).toEqual([1, 1])
  act(() => second.unmount())
})
