import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import {
  airtableErrors,
  airtableFailure,
  airtableKinds,
  baseField,
  recordField,
  tableField,
  valuesField,
} from '../airtable-fields'

export default defineAction({
  id: 'update-record',
  version: 1,
  label: 'Update a record',
  description: 'Changes the given columns of a record.',
  synonyms: ['edit', 'row', '修改', '更新'],
  connections: airtableKinds,
  scopes: ['data.records:write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ base: baseField, table: tableField, record: recordField, values: valuesField }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'Record ID' })),
    fields: objectOutput('Values'),
  }),
  request: {
    method: 'PATCH',
    path: '/v0/{{base}}/{{table}}/{{record}}',
    body: { json: { fields: '{{values}}', typecast: true } },
  },
  failure: airtableFailure,
  errors: airtableErrors,
  pick: { id: '/id', fields: '/fields' },
})
