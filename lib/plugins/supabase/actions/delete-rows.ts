import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { filtersOf, matchField, rowsOf, supabaseErrors, supabaseFailure, tableField } from '../supabase-fields'

export default defineAction({
  id: 'delete-rows',
  version: 1,
  label: 'Delete rows',
  description: 'Deletes the rows that have certain values and returns them.',
  synonyms: ['remove', '删除'],
  connections: ['key'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ table: tableField, match: matchField }),
  output: z.strictObject({ rows: listOutput('Rows') }),
  async run({ http }, { table, match }) {
    const headers = { prefer: 'return=representation' }
    const response = await http({ method: 'DELETE', url: `/rest/v1/${table}`, query: filtersOf(match), headers })
    return { rows: rowsOf(response.json()) }
  },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
