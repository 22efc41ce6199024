import { z } from 'zod'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { calendarField, calendarKinds, calendarScopes, eventField } from '../calendar-fields'

export default defineAction({
  id: 'delete-event',
  version: 1,
  label: 'Delete an event',
  description: 'Deletes an event and informs its attendees.',
  synonyms: ['cancel', 'remove', '删除', '取消'],
  connections: calendarKinds,
  scopes: calendarScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ calendar: calendarField, event: eventField }),
  output: z.strictObject({}),
  request: {
    method: 'DELETE',
    path: '/calendar/v3/calendars/{{calendar}}/events/{{event}}',
    query: { sendUpdates: 'all' },
    response: 'none',
  },
  errors: { ...googleErrors, 410: { code: 'TOOL_FAILED', message: 'The event was already deleted.' } },
})
