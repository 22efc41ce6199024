import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { backoff } from './backoff'
import { retry } from './retry'

const POLICY = { firstMs: 100, maxMs: 1_000, isTransient: (error: unknown) => String(error).includes('busy') }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Fails with these messages, one per call, then succeeds. */
function failing(...messages: string[]) {
  return vi.fn(async () => {
    const message = messages.shift()
    if (message !== undefined) throw new Error(message)
    return 'done'
  })
}

async function settle<T>(working: Promise<T>): Promise<PromiseSettledResult<T> | undefined> {
  const settled = Promise.allSettled([working])
  await vi.runAllTimersAsync()
  return (await settled)[0]
}

describe('retry', () => {
  test('repeats work that fails with transient errors', async () => {
    const work = failing('busy', 'busy')
    expect(await settle(retry(work, POLICY))).toMatchObject({ value: 'done' })
    expect(work).toHaveBeenCalledTimes(3)
  })

  test('throws a permanent error at once', async () => {
    const work = failing('busy', 'no such row', 'busy')
    expect(await settle(retry(work, POLICY))).toMatchObject({ reason: { message: 'no such row' } })
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('throws the last error when the attempts are used up', async () => {
    const work = failing('busy 1', 'busy 2', 'busy 3')
    expect(await settle(retry(work, { ...POLICY, attempts: 2 }))).toMatchObject({ reason: { message: 'busy 2' } })
  })

  test('starts the last attempt when the time is over', async () => {
    const startedMs = performance.now()
    const work = vi.fn(() => Promise.reject(new Error('busy')))
    expect(await settle(retry(work, { ...POLICY, withinMs: 2_500 }))).toMatchObject({ status: 'rejected' })
    expect(performance.now() - startedMs).toBe(2_500)
  })

  test('waits as long as the service requests', async () => {
    const startedMs = performance.now()
    await settle(retry(failing('busy'), { ...POLICY, requestedMs: () => 7_000 }))
    expect(performance.now() - startedMs).toBe(7_000)
  })

  test('stops waiting when aborted', async () => {
    const stop = new AbortController()
    const work = failing('busy', 'busy')
    const working = Promise.allSettled([retry(work, { ...POLICY, signal: stop.signal })])
    await vi.advanceTimersByTimeAsync(0)
    stop.abort('no longer wanted')
    expect(await working).toMatchObject([{ reason: 'no longer wanted' }])
    expect(work).toHaveBeenCalledTimes(1)
  })
})

test('the backoff doubles up to its limit, with jitter of at most one half', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const delay = backoff(attempt, POLICY, () => random)
        const backoffMs = Math.min(100 * 2 ** (attempt - 1), 1_000)
        expect(delay).toBeGreaterThanOrEqual(backoffMs / 2)
        expect(delay).toBeLessThanOrEqual(backoffMs)
      },
    ),
  )
})
