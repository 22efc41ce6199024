import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { excelKinds, excelScopes, rowsField, workbookField } from '../excel-fields'

export default defineAction({
  id: 'append-rows',
  version: 1,
  label: 'Append rows',
  description: 'Adds rows at the end of a table.',
  synonyms: ['add', 'insert', '追加', '添加'],
  connections: excelKinds,
  scopes: excelScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    workbook: workbookField,
    table: idField({
      label: 'Table',
      filledBy: 'author',
      placeholder: 'Table1',
      help: 'Name of a table; in Excel, select the cells and then “Format as table”.',
    }),
    rows: rowsField,
  }),
  output: z.strictObject({ index: z.number().meta(layout({ label: 'Index of the first row' })) }),
  request: {
    method: 'POST',
    path: '/v1.0/me/drive/items/{{workbook}}/workbook/tables/{{table}}/rows/add',
    body: { json: { index: null, values: '{{rows}}' } },
  },
  failure: graphFailure,
  errors: graphErrors,
  pick: { index: '/index' },
})
