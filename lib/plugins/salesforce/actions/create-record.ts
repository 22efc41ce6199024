import { z } from 'zod'
import { defineAction } from '../../action'
import { objectField, textOutput } from '../../shared/fields'
import {
  objectNameField,
  salesforceErrors,
  salesforceFailure,
  salesforceKinds,
  salesforceScopes,
} from '../salesforce-fields'

export default defineAction({
  id: 'create-record',
  version: 1,
  label: 'Create a record',
  description: 'Creates a record of an object.',
  synonyms: ['add', 'insert', 'lead', '创建', '记录'],
  connections: salesforceKinds,
  scopes: salesforceScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    object: objectNameField,
    values: objectField({ label: 'Values', help: 'API names of fields with their values.' }),
  }),
  output: z.strictObject({ id: textOutput('Record ID') }),
  request: { method: 'POST', path: '/sobjects/{{object}}', body: { json: '{{values}}' } },
  failure: salesforceFailure,
  errors: salesforceErrors,
  pick: { id: '/id' },
})
