import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import {
  excelKinds,
  excelScopes,
  Range,
  rangePattern,
  rowsField,
  sheetField,
  sheetPath,
  workbookField,
} from '../excel-fields'

export default defineAction({
  id: 'update-range',
  version: 1,
  label: 'Update a range',
  description: 'Writes cells into a range of a sheet. The rows must have the size of the range.',
  synonyms: ['write', 'edit', 'cells', '修改', '更新'],
  connections: excelKinds,
  scopes: excelScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    workbook: workbookField,
    sheet: sheetField,
    range: z
      .string()
      .regex(rangePattern, 'Enter a range, such as A1:D20.')
      .meta(layout({ label: 'Range', references: true, placeholder: 'A1:D20' })),
    rows: rowsField,
  }),
  output: z.strictObject({ address: textOutput('Range') }),
  async run({ http }, { workbook, sheet, range, rows }) {
    const url = `${sheetPath(workbook, sheet)}/range(address='${range}')`
    const response = await http({ method: 'PATCH', url, body: { json: { values: rows } } })
    return { address: Range.pick({ address: true }).parse(response.json()).address }
  },
  failure: graphFailure,
  errors: graphErrors,
})
