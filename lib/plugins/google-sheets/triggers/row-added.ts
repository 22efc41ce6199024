import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { googleErrors } from '../../shared/google-connections'
import { sheetsKinds, sheetsScopes, spreadsheetField } from '../sheet-fields'

const Values = z.object({ values: z.array(z.array(z.union([z.string(), z.number(), z.boolean()]))).default([]) })
const Cursor = z.strictObject({ row: z.number().int().min(1) })

/** Events per poll. */
const MAX_ROWS = 100

const sheetField = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^'!]+$/, 'Enter the name of the sheet, as its tab shows it.')
  .meta(layout({ label: 'Sheet', placeholder: 'Sheet1', help: 'Its first row must contain the names of the columns.' }))

export default defineTrigger({
  type: 'poll',
  id: 'row-added',
  label: 'Row added',
  description: 'Starts for each row that is added below the last one of a sheet.',
  synonyms: ['spreadsheet', 'line', '行', '表格'],
  connections: sheetsKinds,
  input: z.strictObject({ spreadsheet: spreadsheetField, sheet: sheetField }),
  sample: { row: 2, cells: { Name: 'Ada', Email: 'ada@example.com' } },
  poll: defineAction({
    id: 'poll-rows',
    version: 1,
    label: 'Read new rows',
    description: 'Reads the rows below the last known one.',
    connections: sheetsKinds,
    scopes: sheetsScopes,
    effect: 'read',
    input: z.strictObject({
      spreadsheet: spreadsheetField,
      sheet: sheetField,
      cursor: z
        .json()
        .optional()
        .meta(layout({ label: 'Cursor' })),
    }),
    output: z.strictObject({ events: z.array(z.json()), cursor: z.json() }),
    async run({ http }, { spreadsheet, sheet, cursor }) {
      const read = async (range: string) => {
        const at = encodeURIComponent(`'${sheet}'!${range}`)
        const response = await http({ method: 'GET', url: `/v4/spreadsheets/${spreadsheet}/values/${at}` })
        return Values.parse(response.json()).values
      }
      const known = Cursor.safeParse(cursor).data
      // The service leaves out empty rows at the end, so this is the last row with content.
      if (!known) return { events: [], cursor: { row: Math.max(1, (await read('A:ZZ')).length) } }
      const rows = await read(`A${known.row + 1}:ZZ${known.row + MAX_ROWS}`)
      if (rows.length === 0) return { events: [], cursor: known }
      const [names = []] = await read('1:1')
      const events = rows.map((cells, index) => {
        const row = known.row + 1 + index
        const named = cells.map((cell, column) => [String(names[column] ?? `Column ${column + 1}`), cell])
        return { id: `${spreadsheet}:${sheet}:${row}`, data: { row, cells: Object.fromEntries(named) } }
      })
      return { events, cursor: { row: known.row + rows.length } }
    },
    errors: googleErrors,
  }),
})
