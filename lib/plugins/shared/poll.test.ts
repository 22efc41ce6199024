import { expect, test } from 'vitest'
import { MAX_POLLED, pollSince, type TimedEvent } from './poll'

const NOW = Date.UTC(2026, 10, 30, 12)
const at = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString()
const poll = (since: string | null, found: TimedEvent[]) =>
  pollSince({ cursor: since === null ? undefined : { since }, now: () => NOW, read: async () => found })
const event = (id: string, minutes: number): TimedEvent => ({ id, at: at(minutes), data: { id } })

test('stores only the time of the first poll', async () => {
  expect(await poll(null, [event('1', 1)])).toEqual({ events: [], cursor: { since: at(0) } })
})

test('reads the last five minutes again', async () => {
  expect(await poll(at(20), [event('1', 10), event('2', 1)])).toEqual({
    events: [
      { id: '1', data: { id: '1' } },
      { id: '2', data: { id: '2' } },
    ],
    cursor: { since: at(5) },
  })
})

test('advances the cursor without new records, and never moves it back', async () => {
  expect((await poll(at(60), [])).cursor).toEqual({ since: at(5) })
  expect((await poll(at(2), [])).cursor).toEqual({ since: at(2) })
})

test('continues at the last record of a full page', async () => {
  const many = (minutes: number) => Array.from({ length: MAX_POLLED + 5 }, (_, id) => event(String(id), minutes))
  const { events, cursor } = await poll(at(60), many(30))
  expect(events).toHaveLength(MAX_POLLED)
  expect(cursor).toEqual({ since: at(30) })
  expect((await poll(at(30), many(30))).cursor).toEqual({ since: new Date(NOW - 30 * 60_000 + 1_000).toISOString() })
})
