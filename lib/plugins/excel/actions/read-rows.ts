import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { excelKinds, excelScopes, Range, rangePattern, sheetField, sheetPath, workbookField } from '../excel-fields'

export default defineAction({
  id: 'read-rows',
  version: 1,
  label: 'Read rows',
  description: 'Reads the rows of a sheet, or of a range in it.',
  synonyms: ['get', 'cells', '读取', '行'],
  connections: excelKinds,
  scopes: excelScopes,
  effect: 'read',
  input: z.strictObject({
    workbook: workbookField,
    sheet: sheetField,
    range: z
      .string()
      .regex(rangePattern, 'Enter a range, such as A1:D20.')
      .optional()
      .meta(layout({ label: 'Range', references: true, placeholder: 'A1:D20', help: 'Empty: all used cells.' })),
  }),
  output: z.strictObject({ rows: listOutput('Rows'), address: textOutput('Range') }),
  async run({ http }, { workbook, sheet, range }) {
    const cells = range === undefined ? 'usedRange(valuesOnly=true)' : `range(address='${range}')`
    const query = { $select: 'address,values' }
    const found = await http({ method: 'GET', url: `${sheetPath(workbook, sheet)}/${cells}`, query })
    const { address, values } = Range.parse(found.json())
    return { rows: values, address }
  },
  failure: graphFailure,
  errors: graphErrors,
})
