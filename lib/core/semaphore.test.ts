import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { firstComeFirstServed, type Release, Semaphore } from './semaphore'

const tooBusy = () => new Error('busy')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('admits requests in order of arrival, up to the number of slots at once', async () => {
  const semaphore = new Semaphore(firstComeFirstServed(2))
  const admitted: { name: string; release: Release }[] = []
  for (const name of ['a', 'b', 'c', 'd'])
    void semaphore.acquire(null).then((release) => admitted.push({ name, release }))
  const names = async () => {
    await vi.advanceTimersByTimeAsync(0)
    return admitted.map(({ name }) => name).join('')
  }
  expect(await names()).toBe('ab')
  admitted[1]?.release()
  admitted[1]?.release()
  expect(await names()).toBe('abc')
})

test('rejects a request beyond the waiting limit, and one that waited too long', async () => {
  const semaphore = new Semaphore(firstComeFirstServed(1, 1), { tooBusy, maxWaitMs: 1_000 })
  const release = await semaphore.acquire(null)
  const lateRequest = semaphore.acquire(null).catch((error: unknown) => error)
  await expect(semaphore.acquire(null)).rejects.toThrow('busy')
  await vi.advanceTimersByTimeAsync(1_001)
  expect(await lateRequest).toEqual(new Error('busy'))
  release()
  await expect(semaphore.acquire(null)).resolves.toBeTypeOf('function')
})

test('an aborted request leaves the queue, and an admitted one keeps its slot', async () => {
  const semaphore = new Semaphore(firstComeFirstServed(1))
  const first = new AbortController()
  const release = await semaphore.acquire(null, first.signal)
  const stop = new AbortController()
  const aborted = semaphore.acquire(null, stop.signal)
  const next = semaphore.acquire(null)
  stop.abort('no longer wanted')
  first.abort('too late')
  await expect(aborted).rejects.toBe('no longer wanted')
  await expect(semaphore.acquire(null, stop.signal)).rejects.toBe('no longer wanted')
  release()
  await expect(next).resolves.toBeTypeOf('function')
})

test('releases the slot of work that fails', async () => {
  const semaphore = new Semaphore(firstComeFirstServed(1))
  await expect(semaphore.run(null, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(await semaphore.run(null, async () => 'next')).toBe('next')
})

test('never exceeds its slots, and completes all work', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 }),
      async (slots, durations) => {
        const semaphore = new Semaphore(firstComeFirstServed(slots))
        let running = 0
        let maxRunning = 0
        const work = durations.map((ms) =>
          semaphore.run(null, async () => {
            running += 1
            maxRunning = Math.max(maxRunning, running)
            await new Promise((resolve) => setTimeout(resolve, ms))
            running -= 1
          }),
        )
        await vi.runAllTimersAsync()
        await Promise.all(work)
        expect(maxRunning).toBe(Math.min(slots, durations.length))
      },
    ),
  )
})
