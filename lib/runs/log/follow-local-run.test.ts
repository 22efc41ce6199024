import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { ActiveRun } from './active-runs'
import { followDriven } from './follow-local-run'

const start: RunEvent = { type: 'run-start', atMs: 0, planHash: 'p', inputs: {} }
const resumed: RunEvent = { type: 'run-resume', atMs: 0, reason: 'recovery' }
const end: RunEvent = { type: 'run-end', atMs: 0, durationMs: 1, outputs: {} }

const nowhere = (): AsyncIterable<StoredRunEvent[]> => {
  throw new Error('The run must be read in this process.')
}

test('ends with the run and ignores later events', async () => {
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

test('continues in another process after the last received event when the local driver ends before the run', async () => {
  const active = new ActiveRun()
  active.show(active.number(start))
  const reads: number[] = []
  const storedBatches = async function* (afterSeq: number): AsyncGenerator<StoredRunEvent[]> {
    reads.push(afterSeq)
    yield [{ seq: afterSeq + 1, event: resumed }]
    yield [{ seq: afterSeq + 2, event: end }]
  }
  const signal = new AbortController().signal
  const types: string[] = []
  for await (const batch of followDriven(active, { afterSeq: 0, signal, elsewhere: storedBatches })) {
    types.push(...batch.map(({ event }) => event.type))
    if (types.length !== 1) continue
    active.release(new AppError('CANCELLED', verbatim('Another process has it.')))
    active.end()
  }
  expect(types).toEqual(['run-start', 'run-resume', 'run-end'])
  expect(reads).toEqual([active.events[0]?.seq])
})

test('a disconnected reader receives nothing more and does not continue in another process', async () => {
  const active = new ActiveRun()
  const disconnect = new AbortController()
  const batches = followDriven(active, { afterSeq: 0, signal: disconnect.signal, elsewhere: nowhere })[
    Symbol.asyncIterator
  ]()
  const next = batches.next()
  disconnect.abort()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(active.isFollowed()).toBe(false)
})
