import { expect, test } from 'vitest'
import { holdStaleText } from './hold-stale-text'
import type { PublicStreamItem } from './run-types'

type Batch = readonly PublicStreamItem[]

const item = (seq: number, event: PublicStreamItem['event']): PublicStreamItem => ({ seq, part: 0, event })
const text = (seq: number, delta: string) => item(seq, { type: 'answer.delta', text: delta })

/** One stored batch, then the batch that the test pushes. */
function source(first: Batch) {
  const next = Promise.withResolvers<Batch | null>()
  async function* batches(): AsyncGenerator<Batch> {
    yield first
    const following = await next.promise
    if (following) yield following
  }
  return { batches: batches(), follow: next.resolve }
}

const nobody = async () => null
const open = () => new AbortController().signal

test('emits stored text together with the event that resets it', async () => {
  const { batches, follow } = source([text(1, 'old')])
  const withheld = holdStaleText(batches, nobody, open())
  const first = withheld.next()
  const reset = item(9, { type: 'answer.reset' })
  follow([reset])
  expect(await first).toEqual({ done: false, value: [text(1, 'old'), reset] })
  expect(await withheld.next()).toEqual({ done: true, value: undefined })
})

test('emits stored text once the process that drives the run sends a heartbeat', async () => {
  const { batches, follow } = source([text(1, 'old')])
  let seenAtMs = 1
  const ownerOf = async () => {
    seenAtMs += 1
    return { id: 'p', seenAtMs }
  }
  const withheld = holdStaleText(batches, ownerOf, open())
  expect(await withheld.next()).toEqual({ done: false, value: [text(1, 'old')] })
  follow([text(2, ' more')])
  expect(await withheld.next()).toEqual({ done: false, value: [text(2, ' more')] })
})

test('a completed answer is not held back', async () => {
  const end = item(2, { type: 'run.failed', error: { code: 'CANCELLED', message: '', requestId: '' } })
  const { batches } = source([text(1, 'old'), end])
  expect(await holdStaleText(batches, nobody, open()).next()).toEqual({ done: false, value: [text(1, 'old'), end] })
})

test('emits text at the end of a source without waiting', async () => {
  const { batches, follow } = source([text(1, 'old')])
  follow(null)
  expect(await holdStaleText(batches, nobody, open()).next()).toEqual({ done: false, value: [text(1, 'old')] })
})
