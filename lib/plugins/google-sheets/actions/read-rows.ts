import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalList } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { rangeField, sheetsKinds, sheetsScopes, spreadsheetField } from '../sheet-fields'

export default defineAction({
  id: 'read-rows',
  version: 1,
  label: 'Read rows',
  description: 'Reads a range of a spreadsheet as rows of cells.',
  synonyms: ['get', 'values', '读取', '行'],
  connections: sheetsKinds,
  scopes: sheetsScopes,
  effect: 'read',
  input: z.strictObject({ spreadsheet: spreadsheetField, range: rangeField }),
  output: z.strictObject({
    rows: optionalList('Rows'),
    range: z.string().meta(layout({ label: 'Range' })),
  }),
  request: { method: 'GET', path: '/v4/spreadsheets/{{spreadsheet}}/values/{{range}}' },
  errors: googleErrors,
  pick: { rows: '/values', range: '/range' },
})
