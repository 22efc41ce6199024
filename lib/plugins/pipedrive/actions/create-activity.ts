import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'
import { idOutput, optionalId, pipedriveFailure } from '../pipedrive-fields'

export default defineAction({
  id: 'create-activity',
  version: 1,
  label: 'Create an activity',
  description: 'Plans a call, a meeting or a task, optionally for a deal.',
  synonyms: ['task', 'call', 'meeting', 'reminder', '创建', '活动', '任务'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    subject: textField({ label: 'Subject' }, { max: 255 }),
    type: optionalText({ label: 'Type', placeholder: 'call', help: 'Key of an activity type.' }, { max: 50 }),
    date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'Write the date as 2026-12-31.')
      .optional()
      .meta(layout({ label: 'Due date', placeholder: '2026-12-31', references: true })),
    deal: optionalId('Deal ID'),
    note: optionalText({ label: 'Note', input: 'textarea' }, { max: 20_000 }),
  }),
  output: z.strictObject({ id: idOutput }),
  request: {
    method: 'POST',
    path: '/api/v2/activities',
    body: {
      json: {
        subject: '{{subject}}',
        type: '{{type}}',
        due_date: '{{date}}',
        deal_id: '{{deal}}',
        note: '{{note}}',
      },
    },
  },
  failure: pipedriveFailure,
  pick: { id: '/data/id' },
})
