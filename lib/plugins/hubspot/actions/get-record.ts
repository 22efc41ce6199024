import { z } from 'zod'
import { defineAction } from '../../action'
import { objectOutput, optionalOutput, textOutput } from '../../shared/fields'
import {
  columnsField,
  hubspotErrors,
  hubspotFailure,
  hubspotKinds,
  kindField,
  recordField,
  recordProperties,
} from '../hubspot-fields'

export default defineAction({
  id: 'get-record',
  version: 1,
  label: 'Get a record',
  description: 'Reads a contact, company, deal or ticket by its ID.',
  synonyms: ['read', '读取', '获取'],
  connections: hubspotKinds,
  effect: 'read',
  input: z.strictObject({ kind: kindField, record: recordField, properties: columnsField }),
  output: z.strictObject({
    id: textOutput('Record ID'),
    properties: objectOutput('Properties'),
    createdAt: optionalOutput('Created'),
    updatedAt: optionalOutput('Updated'),
  }),
  request: {
    method: 'GET',
    path: '/crm/v3/objects/{{kind}}/{{record}}',
    query: { properties: '{{properties}}' },
    styles: { properties: 'comma' },
  },
  failure: hubspotFailure,
  errors: hubspotErrors,
  pick: recordProperties,
})
