import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import eventChanged from './triggers/event-changed'

const from = '2026-01-31T09:00:00+01:00'
const to = '2026-01-31T18:00:00+01:00'
const event = { id: 'abc123def', summary: 'Review', htmlLink: 'https://www.google.com/calendar/event?eid=x' }
const events = 'https://www.googleapis.com/calendar/v3/calendars/primary/events'

test('lists events over pages', async () => {
  const item = { ...event, start: { dateTime: from }, end: { dateTime: to } }
  const { outputs, requests } = await callWire({
    action: 'google-calendar/list-events',
    input: { from, to },
    replies: [{ json: { items: [item], nextPageToken: 'n' } }, { json: { items: [] } }],
  })
  const query = new URL(requests[0]?.url ?? '').searchParams
  expect([query.get('timeMin'), query.get('singleEvents'), query.has('q')]).toEqual([from, 'true', false])
  expect(new URL(requests[1]?.url ?? '').searchParams.get('pageToken')).toBe('n')
  expect(outputs).toEqual({
    events: [{ id: event.id, title: 'Review', start: item.start, end: item.end, url: event.htmlLink }],
  })
})

test('creates an event with attendees', async () => {
  const { outputs, requests } = await callWire({
    action: 'google-calendar/create-event',
    input: { title: 'Review', start: from, end: to, attendees: 'ada@example.com, bob@example.com' },
    replies: [{ json: event }],
  })
  expect(requests[0]).toMatchObject({
    url: `${events}?sendUpdates=all`,
    json: { summary: 'Review', start: { dateTime: from }, attendees: [{ email: 'ada@example.com' }, {}] },
  })
  expect(outputs).toEqual({ id: event.id, url: event.htmlLink })
})

test('changes only the given fields', async () => {
  const { requests } = await callWire({
    action: 'google-calendar/update-event',
    input: { event: event.id, start: from },
    replies: [{ json: event }],
  })
  expect(requests[0]).toMatchObject({ method: 'PATCH', url: `${events}/${event.id}?sendUpdates=all` })
  expect(requests[0]?.json).toEqual({ start: { dateTime: from } })
})

test('deletes an event', async () => {
  const { error, outputs, requests } = await callWire({
    action: 'google-calendar/delete-event',
    input: { event: event.id },
    replies: [{ status: 204 }],
  })
  expect([error, outputs, requests[0]?.method]).toEqual([null, {}, 'DELETE'])
})

test('finds busy times', async () => {
  const busy = [{ start: from, end: to }]
  const { outputs } = await callWire({
    action: 'google-calendar/find-busy-times',
    input: { from, to },
    replies: [{ json: { kind: 'calendar#freeBusy', calendars: { primary: { busy } } } }],
  })
  expect(outputs).toEqual({ busy })
})

test('rejects a time without its zone', async () => {
  const input = { from: '2026-01-31 09:00', to }
  await expect(callWire({ action: 'google-calendar/list-events', input, replies: [] })).rejects.toThrow(/From/)
})

test('reports changed and canceled events since the last poll', async () => {
  const updated = '2026-11-29T23:40:00.000Z'
  const { outputs, requests } = await pollWire({
    plugin: 'google-calendar',
    trigger: eventChanged,
    input: { calendar: 'primary' },
    since: '2026-11-29T23:30:00.000Z',
    replies: [
      {
        json: {
          items: [
            { id: 'e1', status: 'confirmed', updated, summary: 'Review', start: { date: '2026-12-01' } },
            { id: 'e2', status: 'cancelled', updated },
          ],
        },
      },
    ],
  })
  expect(requests[0]?.url).toBe(
    'https://www.googleapis.com/calendar/v3/calendars/primary/events?updatedMin=2026-11-29T23%3A30%3A00.000Z&orderBy=updated&showDeleted=true&maxResults=100',
  )
  expect(outputs).toMatchObject({
    events: [
      { id: `e1:${updated}`, data: { title: 'Review', status: 'confirmed' } },
      { id: `e2:${updated}`, data: { title: '', status: 'cancelled' } },
    ],
  })
})

testCommonFailures({ action: 'google-calendar/list-events', label: 'Google Calendar', input: { from, to } })
