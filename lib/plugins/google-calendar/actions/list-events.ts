import { z } from 'zod'
import { defineAction } from '../../action'
import { timeField } from '../../shared/calendar-fields'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { calendarField, calendarKinds, calendarScopes } from '../calendar-fields'

export default defineAction({
  id: 'list-events',
  version: 1,
  label: 'List events',
  description: 'Lists events between two times, in order of their start.',
  synonyms: ['meetings', 'agenda', '列出', '日程'],
  connections: calendarKinds,
  scopes: calendarScopes,
  effect: 'read',
  input: z.strictObject({
    calendar: calendarField,
    from: timeField({ label: 'From' }),
    to: timeField({ label: 'To' }),
    query: optionalText({ label: 'Text', advanced: true }),
    limit: limitField(50),
  }),
  output: z.strictObject({ events: listOutput('Events') }),
  request: {
    method: 'GET',
    path: '/calendar/v3/calendars/{{calendar}}/events',
    query: { timeMin: '{{from}}', timeMax: '{{to}}', q: '{{query}}', singleEvents: 'true', orderBy: 'startTime' },
  },
  errors: googleErrors,
  paginate: {
    type: 'cursor',
    items: '/items',
    as: 'events',
    next: '/nextPageToken',
    parameter: 'pageToken',
    each: { id: '/id', title: '/summary', start: '/start', end: '/end', location: '/location', url: '/htmlLink' },
    limit: 'limit',
    size: { parameter: 'maxResults', max: 250 },
  },
})
