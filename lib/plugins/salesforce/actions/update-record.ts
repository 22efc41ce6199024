import { z } from 'zod'
import { defineAction } from '../../action'
import { objectField } from '../../shared/fields'
import {
  objectNameField,
  recordField,
  salesforceErrors,
  salesforceFailure,
  salesforceKinds,
  salesforceScopes,
} from '../salesforce-fields'

export default defineAction({
  id: 'update-record',
  version: 1,
  label: 'Update a record',
  description: 'Changes fields of a record.',
  synonyms: ['edit', 'set', '修改', '更新', '记录'],
  connections: salesforceKinds,
  scopes: salesforceScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    object: objectNameField,
    record: recordField,
    values: objectField({ label: 'Values', help: 'API names of fields with their values.' }),
  }),
  output: z.strictObject({}),
  request: {
    method: 'PATCH',
    path: '/sobjects/{{object}}/{{record}}',
    body: { json: '{{values}}' },
    response: 'none',
  },
  failure: salesforceFailure,
  errors: salesforceErrors,
})
