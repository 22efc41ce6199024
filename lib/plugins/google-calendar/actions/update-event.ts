import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { timeField } from '../../shared/calendar-fields'
import { optionalText } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { calendarField, calendarKinds, calendarScopes, eventField } from '../calendar-fields'

export default defineAction({
  id: 'update-event',
  version: 1,
  label: 'Update an event',
  description: 'Changes title, times, description or location of an event.',
  synonyms: ['move', 'edit', '修改', '更新'],
  connections: calendarKinds,
  scopes: calendarScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    calendar: calendarField,
    event: eventField,
    title: optionalText({ label: 'Title' }, { max: 1_000 }),
    start: timeField({ label: 'Start' })
      .optional()
      .meta(layout({ label: 'Start', references: true })),
    end: timeField({ label: 'End' })
      .optional()
      .meta(layout({ label: 'End', references: true })),
    description: optionalText({ label: 'Description', input: 'textarea' }, { max: 8_000 }),
    location: optionalText({ label: 'Location' }, { max: 1_000 }),
  }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'Event ID' })),
    url: z
      .string()
      .optional()
      .meta(layout({ label: 'Address' })),
  }),
  request: {
    method: 'PATCH',
    path: '/calendar/v3/calendars/{{calendar}}/events/{{event}}',
    query: { sendUpdates: 'all' },
    body: {
      json: {
        summary: '{{title}}',
        description: '{{description}}',
        location: '{{location}}',
        start: { dateTime: '{{start}}' },
        end: { dateTime: '{{end}}' },
      },
    },
  },
  errors: googleErrors,
  pick: { id: '/id', url: '/htmlLink' },
})
