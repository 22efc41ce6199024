import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { googleErrors } from '../../shared/google-connections'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { calendarField, calendarKinds, calendarScopes } from '../calendar-fields'

export default defineTrigger({
  type: 'poll',
  id: 'event-changed',
  label: 'Event changed',
  description: 'Starts for each event that is created, changed or canceled.',
  synonyms: ['new event', 'meeting', 'appointment', '新日程', '会议'],
  connections: calendarKinds,
  input: z.strictObject({ calendar: calendarField }),
  sample: {
    id: 'ev1',
    status: 'confirmed',
    title: 'Review',
    url: 'https://www.google.com/calendar/event?eid=1',
    start: { dateTime: '2026-12-01T09:00:00+01:00' },
    end: { dateTime: '2026-12-01T10:00:00+01:00' },
    createdAt: '2026-11-30T08:00:00.000Z',
    updatedAt: '2026-11-30T08:00:00.000Z',
  },
  poll: defineAction({
    id: 'poll-events',
    version: 1,
    label: 'Read changed events',
    description: 'Reads the events changed since the last known time.',
    connections: calendarKinds,
    scopes: calendarScopes,
    effect: 'read',
    input: z.strictObject({ calendar: calendarField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { calendar, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const url = `/calendar/v3/calendars/${encodeURIComponent(calendar)}/events`
          const query = { updatedMin: since, orderBy: 'updated', showDeleted: true, maxResults: MAX_POLLED }
          const { items } = Found.parse((await http({ method: 'GET', url, query })).json())
          return items.map(({ id, updated, created, summary, htmlLink, ...event }) => ({
            id: `${id}:${updated}`,
            at: updated,
            data: {
              id,
              status: event.status,
              title: summary ?? '',
              url: htmlLink ?? '',
              start: event.start ?? {},
              end: event.end ?? {},
              createdAt: created ?? updated,
              updatedAt: updated,
            },
          }))
        },
      })
    },
    errors: googleErrors,
  }),
})

const Time = z.record(z.string(), z.json())

/** Of a canceled event little more than the id remains. */
const Found = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      updated: z.string(),
      created: z.string().optional(),
      summary: z.string().optional(),
      htmlLink: z.string().optional(),
      start: Time.optional(),
      end: Time.optional(),
    }),
  ),
})
