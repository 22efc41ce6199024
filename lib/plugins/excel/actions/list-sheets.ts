import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { excelKinds, excelScopes, workbookField } from '../excel-fields'

export default defineAction({
  id: 'list-sheets',
  version: 1,
  label: 'List sheets',
  description: 'Lists the sheets of a workbook.',
  synonyms: ['tabs', '列出', '工作表'],
  connections: excelKinds,
  scopes: excelScopes,
  effect: 'read',
  input: z.strictObject({ workbook: workbookField }),
  output: z.strictObject({ sheets: listOutput('Sheets') }),
  request: { method: 'GET', path: '/v1.0/me/drive/items/{{workbook}}/workbook/worksheets' },
  failure: graphFailure,
  errors: graphErrors,
  pick: { sheets: { list: '/value', each: { id: '/id', name: '/name', visibility: '/visibility' } } },
})
