import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { ActiveRun } from './active-runs'
import { followDriven } from './follow-driven'

const start: RunEvent = { type: 'run-start', atMs: 0, planHash: 'p', inputs: {} }
const resumed: RunEvent = { type: 'run-resume', atMs: 0, reason: 'recovery' }
const end: RunEvent = { type: 'run-end', atMs: 0, durationMs: 1, outputs: {} }

const nowhere = (): AsyncIterable<StoredRunEvent[]> => {
  throw new Error('It is read here.')
}

test('ends with the run, whatever is said after it', async () => {
  const active = new ActiveRun()
  active.show(active.number(start))
  const batches = followDriven(active, { afterSeq: 0, signal: new AbortController().signal, elsewhere: nowhere })
  const types: string[] = []
  for await (const batch of batches) {
    types.push(...batch.map(({ event }) => event.type))
    if (types.length === 1) active.show(active.number(end))
  }
  expect(types).toEqual(['run-start', 'run-end'])
})

test('reads on elsewhere, after the last event that came, when the drive here ends before the run', async () => {
  const active = new ActiveRun()
  active.show(active.number(start))
  const asked: number[] = []
  const elsewhere = async function* (afterSeq: number): AsyncGenerator<StoredRunEvent[]> {
    asked.push(afterSeq)
    yield [{ seq: afterSeq + 1, event: resumed }]
    yield [{ seq: afterSeq + 2, event: end }]
  }
  const signal = new AbortController().signal
  const types: string[] = []
  for await (const batch of followDriven(active, { afterSeq: 0, signal, elsewhere })) {
    types.push(...batch.map(({ event }) => event.type))
    if (types.length !== 1) continue
    active.letGo(new AppError('CANCELLED', 'Another process has it.'))
    active.end()
  }
  expect(types).toEqual(['run-start', 'run-resume', 'run-end'])
  expect(asked).toEqual([active.events[0]?.seq])
})

test('a reader that has left is told nothing more and looks nowhere else', async () => {
  const active = new ActiveRun()
  const gone = new AbortController()
  const batches = followDriven(active, { afterSeq: 0, signal: gone.signal, elsewhere: nowhere })[Symbol.asyncIterator]()
  const next = batches.next()
  gone.abort()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(active.isFollowed()).toBe(false)
})

const delta = (text: string): RunEvent => ({
  type: 'node-delta',
  atMs: 0,
  path: ['answer'],
  nodeId: 'answer',
  port: 'text',
  text,
})

/** Batches as they come, by the types of their events. */
function reading(active: ActiveRun) {
  const batches: string[][] = []
  const signal = new AbortController().signal
  const read = async () => {
    for await (const batch of followDriven(active, { afterSeq: 0, signal, elsewhere: nowhere }))
      batches.push(batch.map(({ event }) => event.type))
  }
  return { batches, over: read() }
}

test('the last words of a run leave with its end, where that is stored in a moment', async () => {
  const active = new ActiveRun()
  const { batches, over } = reading(active)
  active.show(active.number(delta('first')))
  await sleep(0)
  expect(batches).toEqual([['node-delta']])
  active.show(active.number(delta('last')))
  const last = active.number(end)
  active.awaitEnd()
  await new Promise(setImmediate)
  expect(batches).toHaveLength(1)
  active.show(last)
  active.end()
  await over
  expect(batches).toEqual([['node-delta'], ['node-delta', 'run-end']])
})

test('and by themselves where it takes longer', async () => {
  const active = new ActiveRun()
  const { batches, over } = reading(active)
  active.show(active.number(delta('last')))
  const last = active.number(end)
  active.awaitEnd()
  await expect.poll(() => batches, { timeout: 1_000, interval: 1 }).toEqual([['node-delta']])
  active.show(last)
  active.end()
  await over
  expect(batches).toEqual([['node-delta'], ['run-end']])
})
