import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { airtableErrors, airtableFailure, airtableKinds, baseField, recordField, tableField } from '../airtable-fields'

export default defineAction({
  id: 'delete-record',
  version: 1,
  label: 'Delete a record',
  description: 'Deletes a record.',
  synonyms: ['remove', '删除'],
  connections: airtableKinds,
  scopes: ['data.records:write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ base: baseField, table: tableField, record: recordField }),
  output: z.strictObject({ deleted: z.boolean().meta(layout({ label: 'Deleted' })) }),
  request: { method: 'DELETE', path: '/v0/{{base}}/{{table}}/{{record}}' },
  failure: airtableFailure,
  errors: airtableErrors,
  pick: { deleted: '/deleted' },
})
