import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput, objectField } from '../../shared/fields'
import { filtersOf, matchField, rowsOf, supabaseErrors, supabaseFailure, tableField } from '../supabase-fields'

export default defineAction({
  id: 'update-rows',
  version: 1,
  label: 'Update rows',
  description: 'Changes the rows that have certain values.',
  synonyms: ['edit', '修改', '更新'],
  connections: ['key'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    table: tableField,
    match: matchField,
    values: objectField({ label: 'Values', help: 'An object with the columns by name.' }),
  }),
  output: z.strictObject({ rows: listOutput('Rows') }),
  async run({ http }, { table, match, values }) {
    const response = await http({
      method: 'PATCH',
      url: `/rest/v1/${table}`,
      query: filtersOf(match),
      body: { json: values },
      headers: { prefer: 'return=representation' },
    })
    return { rows: rowsOf(response.json()) }
  },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
