import { z } from 'zod'
import { defineAction } from '../../action'
import { attendeesField, timeField } from '../../shared/calendar-fields'
import { optionalText, textField, textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { calendarScopes, outlookKinds, recipientsOf, utcOf } from '../outlook-fields'

export default defineAction({
  id: 'create-event',
  version: 1,
  label: 'Create an event',
  description: 'Creates an event in the calendar and invites its attendees.',
  synonyms: ['add', 'book', 'meeting', 'calendar', '创建', '预约'],
  connections: outlookKinds,
  scopes: calendarScopes,
  effect: 'write',
  // Outlook creates one event per transaction ID.
  idempotency: { field: 'transactionId' },
  input: z.strictObject({
    title: textField({ label: 'Title' }, { max: 255 }),
    start: timeField({ label: 'Start' }),
    end: timeField({ label: 'End' }),
    description: optionalText({ label: 'Description', input: 'textarea' }, { max: 100_000 }),
    location: optionalText({ label: 'Location' }, { max: 500 }),
    attendees: attendeesField,
  }),
  output: z.strictObject({ id: textOutput('Event ID'), url: textOutput('Address') }),
  async run({ http, idempotencyKey }, { title, start, end, description, location, attendees }) {
    const response = await http({
      method: 'POST',
      url: '/v1.0/me/events',
      body: {
        json: {
          subject: title,
          start: utcOf(start),
          end: utcOf(end),
          transactionId: idempotencyKey,
          ...(description === undefined ? {} : { body: { contentType: 'Text', content: description } }),
          ...(location === undefined ? {} : { location: { displayName: location } }),
          attendees: recipientsOf(attendees).map((attendee) => ({ ...attendee, type: 'required' })),
        },
      },
    })
    const { id, webLink } = z.object({ id: z.string(), webLink: z.string().default('') }).parse(response.json())
    return { id, url: webLink }
  },
  failure: graphFailure,
  errors: graphErrors,
})
