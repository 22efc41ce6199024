import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import { airtableErrors, airtableFailure, airtableKinds, baseField, recordField, tableField } from '../airtable-fields'

export default defineAction({
  id: 'get-record',
  version: 1,
  label: 'Get a record',
  description: 'Reads one record by its ID.',
  synonyms: ['row', '读取'],
  connections: airtableKinds,
  scopes: ['data.records:read'],
  effect: 'read',
  input: z.strictObject({ base: baseField, table: tableField, record: recordField }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'Record ID' })),
    fields: objectOutput('Values'),
  }),
  request: { method: 'GET', path: '/v0/{{base}}/{{table}}/{{record}}' },
  failure: airtableFailure,
  errors: airtableErrors,
  pick: { id: '/id', fields: '/fields' },
})
