import { z } from 'zod'
import { defineAction } from '../../action'
import { timeField } from '../../shared/calendar-fields'
import { limitField, listOutput } from '../../shared/fields'
import { graphErrors, graphFailure, graphPages } from '../../shared/microsoft-connections'
import { calendarScopes, outlookKinds } from '../outlook-fields'

export default defineAction({
  id: 'list-events',
  version: 1,
  label: 'List events',
  description: 'Lists events of the calendar between two times, in order of their start.',
  synonyms: ['meetings', 'agenda', 'calendar', '列出', '日程'],
  connections: outlookKinds,
  scopes: calendarScopes,
  effect: 'read',
  input: z.strictObject({
    start: timeField({ label: 'Start' }),
    end: timeField({ label: 'End' }),
    limit: limitField(50),
  }),
  output: z.strictObject({ events: listOutput('Events') }),
  request: {
    method: 'GET',
    path: '/v1.0/me/calendarView',
    query: { startDateTime: '{{start}}', endDateTime: '{{end}}', $orderby: 'start/dateTime' },
  },
  failure: graphFailure,
  errors: graphErrors,
  paginate: {
    ...graphPages,
    as: 'events',
    size: { parameter: '$top', max: 100 },
    each: {
      id: '/id',
      title: '/subject',
      start: '/start',
      end: '/end',
      location: '/location/displayName',
      organizer: '/organizer/emailAddress/address',
      url: '/webLink',
    },
  },
})
