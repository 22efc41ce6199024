import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import {
  columnsField,
  hubspotErrors,
  hubspotFailure,
  hubspotKinds,
  kindField,
  recordProperties,
} from '../hubspot-fields'

export default defineAction({
  id: 'find-records',
  version: 1,
  label: 'Find records',
  description: 'Finds contacts, companies, deals or tickets by text, last changed first.',
  synonyms: ['search', 'list', 'contact', 'deal', '查找', '搜索', '列出'],
  connections: hubspotKinds,
  effect: 'read',
  input: z.strictObject({
    kind: kindField,
    query: optionalText({ label: 'Text', help: 'Searches names, email addresses, phone numbers and domains.' }),
    properties: columnsField,
    limit: limitField(20),
  }),
  output: z.strictObject({ records: listOutput('Records') }),
  request: {
    method: 'POST',
    path: '/crm/v3/objects/{{kind}}/search',
    body: {
      json: {
        query: '{{query}}',
        properties: '{{properties}}',
        limit: 100,
        sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'DESCENDING' }],
      },
    },
  },
  failure: hubspotFailure,
  errors: hubspotErrors,
  paginate: {
    type: 'cursor',
    items: '/results',
    as: 'records',
    next: '/paging/next/after',
    parameter: 'after',
    in: 'body',
    each: recordProperties,
    limit: 'limit',
  },
})
