// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EmbedBubble } from '@/lib/contracts/public'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { HostFrame } from './host-frame'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const SETTINGS = {
  slug: 'desk',
  origin: 'http://studio.test',
  mode: 'bubble',
  theme: null,
  side: null,
  locale: 'en',
} as const
const LOOKS: EmbedBubble = {
  title: 'Desk',
  accent: '#2255cc',
  icon: [],
  voice: false,
  look: DEFAULT_WIDGET.look,
  labels: { open: 'Open', close: 'Close' },
}

/** A frame in which only the browser's error page for an unreachable server appears. */
function openFrame() {
  const frame = new HostFrame(SETTINGS, LOOKS, () => undefined)
  const state = { frame, loads: 0 }
  const { element } = frame
  const { src } = element
  const load = () => {
    state.loads += 1
    element.dispatchEvent(new Event('load'))
  }
  element.removeAttribute('src')
  Object.defineProperty(element, 'src', { get: () => src, set: load })
  Object.defineProperty(element, 'isConnected', { value: true })
  load()
  return state
}

test('reloads a frame that does not appear with backoff, then stops until it is needed again', async () => {
  const state = openFrame()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(state.loads).toBe(4)
  await vi.advanceTimersByTimeAsync(3_600_000)
  const loadsBefore = state.loads
  expect(loadsBefore).toBeLessThan(10)
  await vi.advanceTimersByTimeAsync(24 * 3_600_000)
  expect(state.loads).toBe(loadsBefore)
  state.frame.send({ type: 'patchbay:open' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(state.loads).toBe(loadsBefore + 2)
})

test('opening it skips the current wait, once', async () => {
  const state = openFrame()
  await vi.advanceTimersByTimeAsync(200_000)
  const before = state.loads
  for (let opened = 0; opened < 5; opened += 1) {
    state.frame.send({ type: 'patchbay:open' })
    await vi.advanceTimersByTimeAsync(5_000)
  }
  const opened = state.loads
  expect(opened).toBeLessThanOrEqual(before + 10)
  // One timer is active, not one for each time it was opened.
  await vi.advanceTimersByTimeAsync(20_000)
  expect(state.loads).toBeLessThanOrEqual(opened + 2)
})
