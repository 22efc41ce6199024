import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TimeLimit } from './time-limit'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('does not elapse while paused', () => {
  const onEnd = vi.fn()
  const limit = new TimeLimit(1_000, onEnd)
  vi.advanceTimersByTime(600)
  const [resume, resumeOther] = [limit.pause(), limit.pause()]
  vi.advanceTimersByTime(60_000)
  resume()
  resume()
  vi.advanceTimersByTime(60_000)
  expect(onEnd).not.toHaveBeenCalled()
  resumeOther()
  vi.advanceTimersByTime(399)
  expect(onEnd).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onEnd).toHaveBeenCalledOnce()
})

test('does not restart after its end', () => {
  const onEnd = vi.fn()
  const limit = new TimeLimit(1_000, onEnd)
  const resume = limit.pause()
  limit.end()
  resume()
  vi.advanceTimersByTime(60_000)
  expect(onEnd).not.toHaveBeenCalled()
})
