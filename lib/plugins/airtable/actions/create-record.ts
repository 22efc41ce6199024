import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import { airtableErrors, airtableFailure, airtableKinds, baseField, tableField, valuesField } from '../airtable-fields'

export default defineAction({
  id: 'create-record',
  version: 1,
  label: 'Create a record',
  description: 'Adds a record to a table.',
  synonyms: ['add', 'row', '新建', '添加'],
  connections: airtableKinds,
  scopes: ['data.records:write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ base: baseField, table: tableField, values: valuesField }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'Record ID' })),
    fields: objectOutput('Values'),
  }),
  request: {
    method: 'POST',
    path: '/v0/{{base}}/{{table}}',
    body: { json: { fields: '{{values}}', typecast: true } },
  },
  failure: airtableFailure,
  errors: airtableErrors,
  pick: { id: '/id', fields: '/fields' },
})
