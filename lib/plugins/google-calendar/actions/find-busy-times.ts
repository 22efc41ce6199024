import { z } from 'zod'
import { defineAction } from '../../action'
import { timeField } from '../../shared/calendar-fields'
import { listOutput } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { calendarField, calendarKinds, calendarScopes } from '../calendar-fields'

export default defineAction({
  id: 'find-busy-times',
  version: 1,
  label: 'Find busy times',
  description: 'Lists the times between two times in which a calendar is busy.',
  synonyms: ['free', 'busy', 'availability', '空闲', '忙碌'],
  connections: calendarKinds,
  scopes: calendarScopes,
  effect: 'read',
  input: z.strictObject({
    calendar: calendarField,
    from: timeField({ label: 'From' }),
    to: timeField({ label: 'To' }),
  }),
  output: z.strictObject({ busy: listOutput('Busy times') }),
  async run({ http }, { calendar, from, to }) {
    const body = { json: { timeMin: from, timeMax: to, items: [{ id: calendar }] } }
    const { calendars } = Answer.parse((await http({ method: 'POST', url: '/calendar/v3/freeBusy', body })).json())
    return { busy: Object.values(calendars).flatMap((found) => found.busy) }
  },
  errors: googleErrors,
})

const Answer = z.object({
  calendars: z.record(
    z.string(),
    z.object({ busy: z.array(z.object({ start: z.string(), end: z.string() })).default([]) }),
  ),
})
