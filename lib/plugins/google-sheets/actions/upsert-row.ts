import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { cellsField, sheetsKinds, sheetsScopes, spreadsheetField } from '../sheet-fields'

export default defineAction({
  id: 'upsert-row',
  version: 1,
  label: 'Update or append a row',
  description: 'Overwrites the row whose first cell has the given value, or appends the row if there is none.',
  synonyms: ['upsert', 'merge', '更新或追加'],
  connections: sheetsKinds,
  scopes: sheetsScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    spreadsheet: spreadsheetField,
    sheet: z
      .string()
      .min(1)
      .max(100)
      .default('Sheet1')
      .meta(layout({ label: 'Sheet', references: true, filledBy: 'author' })),
    key: textField({ label: 'Value of the first cell' }, { max: 1_000 }),
    cells: cellsField,
  }),
  output: z.strictObject({
    row: z.number().meta(layout({ label: 'Row number' })),
    isNew: z.boolean().meta(layout({ label: 'Appended' })),
  }),
  async run({ http }, { spreadsheet, sheet, key, cells }) {
    const name = `'${sheet.replaceAll("'", "''")}'`
    const values = (range: string) => `/v4/spreadsheets/${spreadsheet}/values/${encodeURIComponent(`${name}!${range}`)}`
    const column = Column.parse((await http({ method: 'GET', url: values('A:A') })).json()).values
    const found = column.findIndex(([cell]) => cell === key)
    const row = (found === -1 ? column.length : found) + 1
    await http({
      method: 'PUT',
      url: values(`A${row}`),
      query: { valueInputOption: 'RAW' },
      body: { json: { values: [cells] } },
    })
    return { row, isNew: found === -1 }
  },
  errors: googleErrors,
})

const Column = z.object({ values: z.array(z.array(z.coerce.string())).default([]) })
