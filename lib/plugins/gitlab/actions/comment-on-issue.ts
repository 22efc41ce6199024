import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { numberField, projectField } from '../gitlab-fields'

export default defineAction({
  id: 'comment-on-issue',
  version: 1,
  label: 'Comment on an issue',
  description: 'Adds a comment to an issue.',
  synonyms: ['reply', 'note', '评论'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    project: projectField,
    number: numberField,
    body: textField({ label: 'Text', input: 'textarea' }, { max: 100_000 }),
  }),
  output: z.strictObject({ id: z.number().meta(layout({ label: 'ID' })) }),
  request: {
    method: 'POST',
    path: '/projects/{{project}}/issues/{{number}}/notes',
    body: { json: { body: '{{body}}' } },
  },
  pick: { id: '/id' },
})
