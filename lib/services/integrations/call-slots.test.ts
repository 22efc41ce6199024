import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CallSlots } from './call-slots'

/** Slots with a clock that only `pass` advances; sleeps are recorded and end at once. */
function fakeClock() {
  let nowMs = 0
  const slots = new CallSlots({
    now: () => nowMs,
    sleep: async (ms) => {
      sleeps.push(ms)
    },
  })
  const sleeps: number[] = []
  const { signal } = new AbortController()
  return {
    sleeps,
    pass: (ms: number) => {
      nowMs += ms
    },
    acquire: (limits: { calls: number; seconds: number }[], key = 'a') =>
      slots.acquire(key, { limits, service: 'Airtable', signal }),
    now: () => nowMs,
  }
}

test('delays calls beyond the limit, counted per connection', async () => {
  const { acquire, sleeps, pass } = fakeClock()
  const limits = [{ calls: 2, seconds: 1 }]
  await Promise.all([acquire(limits), acquire(limits), acquire(limits), acquire(limits), acquire(limits)])
  await acquire(limits, 'b')
  expect(sleeps).toEqual([1_000, 1_000, 2_000])
  pass(3_000)
  await acquire(limits)
  expect(sleeps).toHaveLength(3)
})

test('fails with the time to wait instead of a wait beyond the time limit of a step', async () => {
  const { acquire, pass } = fakeClock()
  const limits = [{ calls: 1, seconds: 3_600 }]
  await acquire(limits)
  pass(60_000)
  await expect(acquire(limits)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 3_540 })
})

/** Start times of the accepted calls, for calls with these gaps. */
async function startsOf(limits: { calls: number; seconds: number }[], gaps: readonly number[]): Promise<number[]> {
  const { acquire, sleeps, pass, now } = fakeClock()
  const starts: number[] = []
  for (const gap of gaps) {
    pass(gap)
    const delays = sleeps.length
    const isAcquired = await acquire(limits).then(
      () => true,
      () => false,
    )
    if (isAcquired) starts.push(now() + (sleeps[delays] ?? 0))
  }
  return starts
}

test('no window ever has more calls than the limits allow', async () => {
  const limit = fc.record({ calls: fc.integer({ min: 1, max: 5 }), seconds: fc.integer({ min: 1, max: 5 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(limit, { minLength: 1, maxLength: 2 }), fc.array(fc.nat(2_000)), async (limits, gaps) => {
      const starts = await startsOf(limits, gaps)
      for (const { calls, seconds } of limits) {
        const gapsOfWindow = starts.slice(calls).map((start, index) => start - (starts[index] ?? 0))
        expect(gapsOfWindow.filter((gap) => gap < seconds * 1_000)).toEqual([])
      }
    }),
  )
})
