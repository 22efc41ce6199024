import { z } from 'zod'
import { defineAction } from '../../action'
import { objectField, objectOutput, selectField } from '../../shared/fields'
import { rowsOf, supabaseErrors, supabaseFailure, tableField } from '../supabase-fields'

export default defineAction({
  id: 'insert-row',
  version: 1,
  label: 'Insert a row',
  description: 'Adds a row to a table, or replaces the values of the row with the same primary key.',
  synonyms: ['add', 'upsert', 'create', '新建', '添加'],
  connections: ['key'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    table: tableField,
    values: objectField({ label: 'Values', help: 'An object with the columns by name.' }),
    existing: selectField(
      { error: 'Fail', merge: 'Update the row' },
      { label: 'If the row exists', fallback: 'error', filledBy: 'author', advanced: true },
    ),
  }),
  output: z.strictObject({ row: objectOutput('Row') }),
  async run({ http }, { table, values, existing }) {
    const prefer = existing === 'merge' ? 'resolution=merge-duplicates,return=representation' : 'return=representation'
    const request = { method: 'POST', url: `/rest/v1/${table}`, headers: { prefer }, body: { json: values } } as const
    return { row: rowsOf((await http(request)).json())[0] ?? {} }
  },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
