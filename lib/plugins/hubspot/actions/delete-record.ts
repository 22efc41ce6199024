import { z } from 'zod'
import { defineAction } from '../../action'
import { hubspotErrors, hubspotFailure, hubspotKinds, kindField, recordField } from '../hubspot-fields'

export default defineAction({
  id: 'delete-record',
  version: 1,
  label: 'Delete a record',
  description: 'Moves a contact, company, deal or ticket to the recycling bin.',
  synonyms: ['remove', 'archive', '删除'],
  connections: hubspotKinds,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ kind: kindField, record: recordField }),
  output: z.strictObject({}),
  request: { method: 'DELETE', path: '/crm/v3/objects/{{kind}}/{{record}}', response: 'none' },
  failure: hubspotFailure,
  errors: hubspotErrors,
})
