import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { attendeesField, timeField } from '../../shared/calendar-fields'
import { optionalText, textField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { calendarField, calendarKinds, calendarScopes } from '../calendar-fields'

export default defineAction({
  id: 'create-event',
  version: 1,
  label: 'Create an event',
  description: 'Creates an event and invites its attendees.',
  synonyms: ['add', 'book', 'meeting', '创建', '预约'],
  connections: calendarKinds,
  scopes: calendarScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    calendar: calendarField,
    title: textField({ label: 'Title' }, { max: 1_000 }),
    start: timeField({ label: 'Start' }),
    end: timeField({ label: 'End' }),
    description: optionalText({ label: 'Description', input: 'textarea' }, { max: 8_000 }),
    location: optionalText({ label: 'Location' }, { max: 1_000 }),
    attendees: attendeesField,
  }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'Event ID' })),
    url: z
      .string()
      .optional()
      .meta(layout({ label: 'Address' })),
  }),
  async run({ http }, { calendar, title, start, end, description, location, attendees }) {
    const response = await http({
      method: 'POST',
      url: `/calendar/v3/calendars/${encodeURIComponent(calendar)}/events`,
      query: { sendUpdates: attendees === undefined ? 'none' : 'all' },
      body: {
        json: {
          summary: title,
          start: { dateTime: start },
          end: { dateTime: end },
          ...(description === undefined ? {} : { description }),
          ...(location === undefined ? {} : { location }),
          ...(attendees === undefined ? {} : { attendees: attendees.map((email) => ({ email })) }),
        },
      },
    })
    const { id, htmlLink } = Event.parse(response.json())
    return { id, ...(htmlLink === undefined ? {} : { url: htmlLink }) }
  },
  errors: googleErrors,
})

const Event = z.object({ id: z.string(), htmlLink: z.string().optional() })
