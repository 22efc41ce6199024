import { z } from 'zod'
import { defineAction } from '../../action'
import { objectOutput, textOutput } from '../../shared/fields'
import { hubspotErrors, hubspotFailure, hubspotKinds, kindField, recordField, valuesField } from '../hubspot-fields'

export default defineAction({
  id: 'update-record',
  version: 1,
  label: 'Update a record',
  description: 'Changes the given properties of a contact, company, deal or ticket.',
  synonyms: ['edit', 'stage', '修改', '更新'],
  connections: hubspotKinds,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ kind: kindField, record: recordField, values: valuesField }),
  output: z.strictObject({ id: textOutput('Record ID'), properties: objectOutput('Properties') }),
  request: {
    method: 'PATCH',
    path: '/crm/v3/objects/{{kind}}/{{record}}',
    body: { json: { properties: '{{values}}' } },
  },
  failure: hubspotFailure,
  errors: hubspotErrors,
  pick: { id: '/id', properties: '/properties' },
})
