import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { rangeField, rowsField, sheetsKinds, sheetsScopes, spreadsheetField } from '../sheet-fields'

export default defineAction({
  id: 'update-rows',
  version: 1,
  label: 'Update rows',
  description: 'Overwrites the cells of a range.',
  synonyms: ['set', 'write', '更新', '写入'],
  connections: sheetsKinds,
  scopes: sheetsScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ spreadsheet: spreadsheetField, range: rangeField, rows: rowsField }),
  output: z.strictObject({
    range: z.string().meta(layout({ label: 'Range' })),
    count: z.number().meta(layout({ label: 'Updated cells' })),
  }),
  request: {
    method: 'PUT',
    path: '/v4/spreadsheets/{{spreadsheet}}/values/{{range}}',
    query: { valueInputOption: 'RAW' },
    body: { json: { values: '{{rows}}' } },
  },
  errors: googleErrors,
  pick: { range: '/updatedRange', count: '/updatedCells' },
})
