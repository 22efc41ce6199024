import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UploadSlots } from './upload-slots'

const slots = () =>
  new UploadSlots({
    totalBytes: 64,
    visitorBytes: 38,
    perVisitor: 2,
    maxWaitingPerVisitor: 3,
    maxWaiting: 6,
    maxWaitMs: 1_000,
  })
const TOO_BUSY = { code: 'RATE_LIMITED', retryAfterSeconds: 5 }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Whether an upload has already been admitted. */
async function isAdmitted(acquiring: Promise<unknown>): Promise<boolean> {
  let isDone = false
  acquiring.then(
    () => {
      isDone = true
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(0)
  return isDone
}

test('limits the bytes held at once; further uploads wait in order until bytes are released', async () => {
  const gate = slots()
  const releases = [await gate.acquire({ bytes: 30 }), await gate.acquire({ bytes: 30 })]
  const large = gate.acquire({ bytes: 40 })
  const small = gate.acquire({ bytes: 4 })
  expect([await isAdmitted(large), await isAdmitted(small)]).toEqual([false, false])
  releases[0]?.()
  releases[0]?.()
  expect(await isAdmitted(large)).toBe(false)
  releases[1]?.()
  expect([await isAdmitted(large), await isAdmitted(small)]).toEqual([true, true])
})

test('admits two uploads of a visitor and of an IP address at once, without blocking others', async () => {
  const gate = slots()
  const visitor = (name: string) => ({ bytes: 1, visitor: [name, 'address:1'] })
  const first = await gate.acquire(visitor('a'))
  await gate.acquire(visitor('b'))
  const third = gate.acquire(visitor('c'))
  expect(await isAdmitted(third)).toBe(false)
  expect(await isAdmitted(gate.acquire({ bytes: 1, visitor: ['d', 'address:2'] }))).toBe(true)
  expect(await isAdmitted(gate.acquire({ bytes: 1 }))).toBe(true)
  first()
  expect(await isAdmitted(third)).toBe(true)
})

test('reserves capacity for keys and members', async () => {
  const gate = slots()
  await gate.acquire({ bytes: 25, visitor: ['address:1'] })
  const second = gate.acquire({ bytes: 25, visitor: ['address:2'] })
  expect(await isAdmitted(second)).toBe(false)
  expect(await isAdmitted(gate.acquire({ bytes: 25 }))).toBe(true)
})

test("rejects an upload after waiting too long, and one beyond a visitor's limit", async () => {
  const gate = slots()
  const asVisitor = { bytes: 1, visitor: ['address:1'] }
  await gate.acquire(asVisitor)
  await gate.acquire(asVisitor)
  const waiting = [1, 2, 3].map(() => gate.acquire(asVisitor).catch((error: unknown) => error))
  await expect(gate.acquire(asVisitor)).rejects.toMatchObject(TOO_BUSY)
  await vi.advanceTimersByTimeAsync(1_001)
  for (const item of await Promise.all(waiting)) expect(item).toMatchObject(TOO_BUSY)
})

test('admits an upload larger than the total capacity when no other is in progress', async () => {
  const gate = slots()
  const release = await gate.acquire({ bytes: 100 })
  const next = gate.acquire({ bytes: 1 })
  expect(await isAdmitted(next)).toBe(false)
  release()
  expect(await isAdmitted(next)).toBe(true)
})

test('acquires nothing for a caller that disconnects while waiting', async () => {
  const gate = slots()
  const release = await gate.acquire({ bytes: 64 })
  const left = new AbortController()
  const leaving = gate.acquire({ bytes: 64, signal: left.signal })
  left.abort(new Error('gone'))
  await expect(leaving).rejects.toThrow('gone')
  release()
  expect(await isAdmitted(gate.acquire({ bytes: 64 }))).toBe(true)
})
