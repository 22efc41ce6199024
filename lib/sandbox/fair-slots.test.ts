import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fairSlots } from './fair-slots'

const { signal } = new AbortController()
const slots = () => fairSlots({ slots: 4, maxWaitMs: 60_000 })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Requests many slots at once and records which requests acquired one. */
function asker(gate: ReturnType<typeof fairSlots>) {
  const occupied: { name: string; release: () => void }[] = []
  return {
    names: () => occupied.map(({ name }) => name),
    request: async (name: string, workspaceId: string, appId: string | null = null) => {
      void gate.acquire({ workspaceId, appId }, signal).then((release) => occupied.push({ name, release }))
      await vi.advanceTimersByTimeAsync(0)
    },
    release: async (name: string) => {
      const index = occupied.findIndex((item) => item.name === name)
      occupied.splice(index, 1)[0]?.release()
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

test('a single workspace gets three of four slots, and another one gets the fourth at once', async () => {
  const { request, names } = asker(slots())
  for (let count = 1; count <= 8; count += 1) await request(`b${count}`, 'b')
  expect(names()).toEqual(['b1', 'b2', 'b3'])
  await request('a1', 'a')
  expect(names()).toEqual(['b1', 'b2', 'b3', 'a1'])
})

test('a workspace with a slot gets no further one while another workspace waits', async () => {
  const { request, release, names } = asker(slots())
  for (let count = 1; count <= 8; count += 1) await request(`b${count}`, 'b')
  for (let count = 1; count <= 3; count += 1) await request(`a${count}`, 'a')
  await request('c1', 'c')
  await release('b1')
  // The workspace without a slot comes first, then the one with fewer.
  expect(names()).toEqual(['b2', 'b3', 'a1', 'c1'])
  await release('a1')
  expect(names()).toEqual(['b2', 'b3', 'c1', 'a2'])
  await release('b2')
  await release('b3')
  expect(names().filter((name) => name.startsWith('b'))).toEqual(['b4'])
})

test('apps of a workspace take turns', async () => {
  const { request, release, names } = asker(slots())
  for (let count = 1; count <= 6; count += 1) await request(`x${count}`, 'a', 'x')
  await request('y1', 'a', 'y')
  await release('x1')
  expect(names()).toEqual(['x2', 'x3', 'y1'])
})

test('a run that waits too long is rejected, and a cancelled one uses no slot', async () => {
  const gate = slots()
  const { request, release, names } = asker(gate)
  for (const name of ['b1', 'b2', 'b3']) await request(name, 'b')
  const owner = { workspaceId: 'b', appId: null }
  const late = gate.acquire(owner, signal).catch((error: unknown) => error)
  const stop = new AbortController()
  const cancelled = gate.acquire(owner, stop.signal).catch((error: unknown) => error)
  stop.abort('no longer wanted')
  expect(await cancelled).toBe('no longer wanted')
  await vi.advanceTimersByTimeAsync(60_001)
  expect(await late).toMatchObject({ code: 'UNAVAILABLE' })
  await release('b1')
  expect(names()).toEqual(['b2', 'b3'])
})
