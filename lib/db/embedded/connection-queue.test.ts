import { expect, test } from 'vitest'
import { inBackground } from '@/lib/platform/in-background'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { ConnectionQueue } from './connection-queue'

const others = () => eventLoopTurns(5)

/** Turns that end on request, and the names of those that have started. */
function record(turns: ConnectionQueue) {
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const enqueue = (name: string) =>
    turns.run(async () => {
      started.push(name)
      await new Promise<void>((resolve) => ends.set(name, resolve))
    })
  const end = async (name: string) => {
    await others()
    ends.get(name)?.()
    await others()
  }
  return { started, take: enqueue, end }
}

test('runs foreground work before background work, each in order of arrival', async () => {
  const { started, take, end } = record(new ConnectionQueue({ quietMs: 0, maxWaitMs: Number.POSITIVE_INFINITY }))
  const all = [
    inBackground(() => take('ingestion 1')),
    inBackground(() => take('ingestion 2')),
    inBackground(() => take('ingestion 3')),
    take('search 1'),
    take('search 2'),
  ]
  await end('ingestion 1')
  expect(started).toEqual(['ingestion 1', 'search 1'])
  const lateSearch = take('search 3')
  for (const name of ['search 1', 'search 2', 'search 3', 'ingestion 2', 'ingestion 3']) await end(name)
  expect(started).toEqual(['ingestion 1', 'search 1', 'search 2', 'search 3', 'ingestion 2', 'ingestion 3'])
  await Promise.all([...all, lateSearch])
})

test('background work does not starve', async () => {
  const { started, take, end } = record(new ConnectionQueue({ quietMs: 0, maxWaitMs: 0 }))
  const all = [take('search 1'), take('search 2'), inBackground(() => take('ingestion')), take('search 3')]
  for (const name of ['search 1', 'ingestion', 'search 2', 'search 3']) await end(name)
  expect(started).toEqual(['search 1', 'ingestion', 'search 2', 'search 3'])
  await Promise.all(all)
})

test('prefers the next foreground request for a moment after a result', async () => {
  const turns = new ConnectionQueue({ quietMs: 60_000, maxWaitMs: Number.POSITIVE_INFINITY })
  const { started, take, end } = record(turns)
  const first = take('search, first statement')
  void inBackground(() => take('ingestion'))
  await end('search, first statement')
  const second = take('search, second statement')
  await end('search, second statement')
  expect(started).toEqual(['search, first statement', 'search, second statement'])
  await Promise.all([first, second])
})

test('a failing turn releases the connection', async () => {
  const turns = new ConnectionQueue()
  const failing = turns.run(() => Promise.reject(new Error('no')))
  const next = inBackground(() => turns.run(async () => 'next'))
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('next')
})
