import { z } from 'zod'
import { defineAction } from '../../action'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { calendarScopes, eventField, outlookKinds } from '../outlook-fields'

export default defineAction({
  id: 'delete-event',
  version: 1,
  label: 'Delete an event',
  description: 'Deletes an event and informs its attendees.',
  synonyms: ['cancel', 'remove', '删除', '取消'],
  connections: outlookKinds,
  scopes: calendarScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ event: eventField }),
  output: z.strictObject({}),
  request: { method: 'DELETE', path: '/v1.0/me/events/{{event}}', response: 'none' },
  failure: graphFailure,
  errors: graphErrors,
})
