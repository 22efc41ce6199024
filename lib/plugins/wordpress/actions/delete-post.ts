import { z } from 'zod'
import { defineAction } from '../../action'
import { idNumber, idOutput, kindField, statusOutput, wordpressErrors, wordpressFailure } from '../wordpress-fields'

export default defineAction({
  id: 'delete-post',
  version: 1,
  label: 'Delete a post',
  description: 'Moves a post or page to the trash.',
  synonyms: ['remove', 'trash', 'page', '删除', '文章'],
  connections: ['password'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ kind: kindField, id: idNumber }),
  output: z.strictObject({ id: idOutput, status: statusOutput }),
  request: { method: 'DELETE', path: '/{{kind}}/{{id}}' },
  failure: wordpressFailure,
  errors: wordpressErrors,
  pick: { id: '/id', status: '/status' },
})
