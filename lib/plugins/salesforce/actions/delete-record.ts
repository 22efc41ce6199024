import { z } from 'zod'
import { defineAction } from '../../action'
import {
  objectNameField,
  recordField,
  salesforceErrors,
  salesforceFailure,
  salesforceKinds,
  salesforceScopes,
} from '../salesforce-fields'

export default defineAction({
  id: 'delete-record',
  version: 1,
  label: 'Delete a record',
  description: 'Moves a record to the recycle bin.',
  synonyms: ['remove', '删除', '记录'],
  connections: salesforceKinds,
  scopes: salesforceScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ object: objectNameField, record: recordField }),
  output: z.strictObject({}),
  request: { method: 'DELETE', path: '/sobjects/{{object}}/{{record}}', response: 'none' },
  failure: salesforceFailure,
  errors: salesforceErrors,
})
