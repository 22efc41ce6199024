import { expect, test } from 'vitest'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { eventsAfter, packMessages, type RunMessage } from './bus-messages'
import { nextSeq, seqAfterBreak, withoutGap } from './event-seq'

const delta = (seq: number, text = 'x'): StoredRunEvent => ({
  seq,
  event: { type: 'node-delta', path: ['a'], nodeId: 'a', atMs: 0, port: 'text', text },
})
const skip = (seq: number): StoredRunEvent => ({ seq, event: { type: 'node-skip', path: ['a'], nodeId: 'a', atMs: 0 } })
/** Messages that a reader receives. */
const received = (...sent: RunMessage[]): RunMessage[] =>
  sent.flatMap((messages) =>
    packMessages('me', new Map([['run', messages]])).flatMap((message) =>
      (JSON.parse(message).runs as [string, StoredRunEvent[] | null, number | null][]).map(([, events, before]) => ({
        events,
        before,
      })),
    ),
  )
const first = nextSeq(0, false)
const second = nextSeq(first, false)

test('a reader follows messages that continue its last event', () => {
  const messages = received(
    { events: [delta(first + 1)], before: first },
    { events: [delta(first + 2), skip(second)], before: first + 1 },
  )
  expect(eventsAfter(first, messages)?.map(({ seq }) => seq)).toEqual([first + 1, first + 2, second])
  // The reader has already received a part from the tables.
  expect(eventsAfter(first + 2, messages)?.map(({ seq }) => seq)).toEqual([second])
  expect(eventsAfter(second, messages)).toEqual([])
})

test('does not skip texts of an oversized message when a stored event follows them', () => {
  const large = Array.from({ length: 20 }, (_, index) => delta(first + 1 + index, 'x'.repeat(1_000)))
  const messages = received({ events: large, before: first }, { events: [skip(second)], before: first + 20 })
  expect(messages.map(({ events }) => events === null)).toEqual([true, false])
  expect(eventsAfter(first, messages)).toBeNull()
  // The first message was lost, or sent before the reader subscribed.
  expect(eventsAfter(first, messages.slice(1))).toBeNull()
  // The reader got the texts from the tables.
  expect(eventsAfter(first + 20, messages.slice(1))?.map(({ seq }) => seq)).toEqual([second])
})

test('the first message of a driver is not enough for a new reader', () => {
  expect(eventsAfter(first, received({ events: [skip(second)], before: null }))).toBeNull()
})

test('numbers the events after a takeover beyond those of the previous driver, which is not a gap', () => {
  const shown = nextSeq(0, false) * 200_000 + 7
  const base = seqAfterBreak(second)
  expect(base).toBeGreaterThan(shown)
  const [one, two] = [nextSeq(base, false), nextSeq(nextSeq(base, false), false)]
  for (const last of [second, shown, base])
    expect(withoutGap(last, [skip(one), delta(one + 1), skip(two)])).toHaveLength(3)
  // Waits for an event of the new drive that is still in transit.
  expect(withoutGap(shown, [delta(one + 1)])).toEqual([])
  expect(withoutGap(one, [skip(nextSeq(two, false))])).toEqual([])
  // The number of takeovers until the numbers lose precision: more than a run can have.
  let last = 0
  for (let time = 0; time < 30_000; time += 1) last = nextSeq(seqAfterBreak(last), false)
  expect(Number.isSafeInteger(last + 1)).toBe(true)
})
