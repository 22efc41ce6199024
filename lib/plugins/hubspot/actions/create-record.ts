import { z } from 'zod'
import { defineAction } from '../../action'
import { objectOutput, textOutput } from '../../shared/fields'
import { hubspotErrors, hubspotFailure, hubspotKinds, kindField, valuesField } from '../hubspot-fields'

export default defineAction({
  id: 'create-record',
  version: 1,
  label: 'Create a record',
  description: 'Creates a contact, company, deal or ticket.',
  synonyms: ['add', 'lead', '创建', '新建'],
  connections: hubspotKinds,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ kind: kindField, values: valuesField }),
  output: z.strictObject({ id: textOutput('Record ID'), properties: objectOutput('Properties') }),
  request: { method: 'POST', path: '/crm/v3/objects/{{kind}}', body: { json: { properties: '{{values}}' } } },
  failure: hubspotFailure,
  errors: hubspotErrors,
  pick: { id: '/id', properties: '/properties' },
})
