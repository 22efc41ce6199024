import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { objectField } from '../../shared/fields'
import { baseField, feishuErrors, feishuFailure, tableField } from '../feishu-fields'

export default defineAction({
  id: 'create-record',
  version: 1,
  label: 'Create a record',
  description: 'Adds a record to a table in a Base.',
  synonyms: ['row', 'add', 'bitable', '记录', '多维表格'],
  connections: ['app'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    base: baseField,
    table: tableField,
    fields: objectField({ label: 'Fields', help: 'An object with the names of the columns.' }),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Record ID' })) }),
  request: {
    method: 'POST',
    path: '/open-apis/bitable/v1/apps/{{base}}/tables/{{table}}/records',
    body: { json: { fields: '{{fields}}' } },
  },
  failure: feishuFailure,
  errors: feishuErrors,
  pick: { id: '/data/record/record_id' },
})
