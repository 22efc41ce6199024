import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { rangeField, rowsField, sheetsKinds, sheetsScopes, spreadsheetField } from '../sheet-fields'

export default defineAction({
  id: 'append-rows',
  version: 1,
  label: 'Append rows',
  description: 'Adds rows below the table in a range.',
  synonyms: ['add', 'insert', 'row', '追加', '添加'],
  connections: sheetsKinds,
  scopes: sheetsScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ spreadsheet: spreadsheetField, range: rangeField, rows: rowsField }),
  output: z.strictObject({
    range: z.string().meta(layout({ label: 'Range' })),
    count: z.number().meta(layout({ label: 'Added rows' })),
  }),
  request: {
    method: 'POST',
    path: '/v4/spreadsheets/{{spreadsheet}}/values/{{range}}:append',
    query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
    body: { json: { values: '{{rows}}' } },
  },
  errors: googleErrors,
  pick: { range: '/updates/updatedRange', count: '/updates/updatedRows' },
})
