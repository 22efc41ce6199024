import { expect, onTestFinished, test, vi } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { createSaver, type SaveStatus } from './saver'

function setUp(save: (graph: Graph, revision: number) => Promise<{ revision: number }>) {
  const statuses: SaveStatus[] = []
  const saver = createSaver({
    graph: emptyGraph(),
    revision: 1,
    save,
    onStatus: (status) => statuses.push(status),
    delayMs: 5,
    retryMs: 10,
  })
  return { saver, statuses }
}

test('batches quick changes into one save with the newest graph and the known revision', async () => {
  const save = vi.fn(async (_: Graph, revision: number) => ({ revision: revision + 1 }))
  const { saver, statuses } = setUp(save)
  const last = emptyGraph()
  saver.change(emptyGraph())
  saver.change(last)
  await vi.waitFor(() => expect(statuses.at(-1)).toBe('saved'))
  expect(save.mock.calls).toEqual([[last, 1]])
  expect([saver.revision(), saver.isDirty()]).toEqual([2, false])
})

test('saves a change made during a save afterwards, with the new revision', async () => {
  let release = (_: { revision: number }) => {}
  const calls: number[] = []
  const { saver } = setUp((_, revision) => {
    calls.push(revision)
    return calls.length === 1 ? new Promise((resolve) => (release = resolve)) : Promise.resolve({ revision: 8 })
  })
  saver.change(emptyGraph())
  const flushed = saver.flush()
  saver.change(emptyGraph())
  release({ revision: 7 })
  expect(await flushed).toBe(true)
  expect([calls, saver.revision()]).toEqual([[1, 7], 8])
})

test('a conflict pauses saving until the user decides', async () => {
  const save = vi.fn(async (_: Graph, revision: number) => {
    if (revision < 5) throw new AppError('CONFLICT', verbatim('Changed elsewhere'))
    return { revision: revision + 1 }
  })
  const { saver, statuses } = setUp(save)
  const graph = emptyGraph()
  saver.change(graph)
  expect(await saver.flush()).toBe(false)
  saver.change(emptyGraph())
  expect(await saver.flush()).toBe(false)
  expect([statuses.at(-1), save.mock.calls.length]).toEqual(['conflict', 1])
  expect(await saver.resolve(5, true, graph)).toBe(true)
  expect(saver.revision()).toBe(6)
})

test('loading the other version saves nothing', async () => {
  const save = vi.fn(async () => {
    throw new AppError('CONFLICT', verbatim('Changed elsewhere'))
  })
  const { saver, statuses } = setUp(save)
  saver.change(emptyGraph())
  await saver.flush()
  expect(await saver.resolve(9, false, emptyGraph())).toBe(true)
  expect([save.mock.calls.length, statuses.at(-1), saver.isDirty()]).toEqual([1, 'saved', false])
})

test('retries automatically when the server is unreachable', async () => {
  let isUp = false
  const { saver, statuses } = setUp(async () => {
    if (!isUp) throw new AppError('UNAVAILABLE', verbatim('No answer'))
    return { revision: 2 }
  })
  saver.change(emptyGraph())
  await vi.waitFor(() => expect(statuses.at(-1)).toBe('offline'))
  isUp = true
  await vi.waitFor(() => expect(statuses.at(-1)).toBe('saved'))
})

test('retries after a server error; a rejected graph waits for a change', async () => {
  const answers = [internalError('Something failed'), new AppError('TOO_LARGE', verbatim('Too many nodes'))]
  const save = vi.fn(async () => {
    const failure = answers.shift()
    if (failure) throw failure
    return { revision: 2 }
  })
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { saver, statuses } = setUp(save)
  saver.change(emptyGraph())
  await vi.advanceTimersByTimeAsync(60_000)
  expect([save.mock.calls.length, statuses.at(-1), saver.isDirty()]).toEqual([2, 'failed', true])
  saver.change(emptyGraph())
  await vi.advanceTimersByTimeAsync(60_000)
  expect(statuses.at(-1)).toBe('saved')
})
