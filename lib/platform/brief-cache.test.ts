import { afterEach, expect, test, vi } from 'vitest'
import { BriefCache } from './brief-cache'

afterEach(() => void vi.useRealTimers())

test('reloads a value after its lifetime, even if the machine clock was set back meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  const cache = new BriefCache<string>(1_000)
  let stored = 'a key that is good'
  const readCached = () => cache.get('key', async () => stored)
  expect(await readCached()).toBe('a key that is good')
  stored = 'a key that was revoked'
  vi.setSystemTime(Date.now() - 3_600_000)
  expect([await readCached(), cache.peek('key')]).toEqual(Array(2).fill('a key that is good'))
  vi.advanceTimersByTime(1_001)
  expect(cache.peek('key')).toBeUndefined()
  expect(await readCached()).toBe('a key that was revoked')
})

test('a load that fails late does not remove a newer value', async () => {
  const cache = new BriefCache<string>(60_000)
  const old = Promise.withResolvers<string>()
  const failed = cache.get('key', () => old.promise)
  cache.forget('key')
  expect(await cache.get('key', async () => 'new')).toBe('new')
  old.reject(new Error('away'))
  await expect(failed).rejects.toThrow('away')
  expect(cache.peek('key')).toBe('new')
})
