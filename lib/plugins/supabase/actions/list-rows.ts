import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { filtersOf, optionalMatch, rowsOf, supabaseErrors, supabaseFailure, tableField } from '../supabase-fields'

/** The maximum number of rows that a project returns by default. */
const PAGE = 1_000

export default defineAction({
  id: 'list-rows',
  version: 1,
  label: 'List rows',
  description: 'Reads rows of a table, optionally those with certain values.',
  synonyms: ['select', 'query', 'find', '查询', '列出'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    table: tableField,
    match: optionalMatch,
    columns: optionalText({ label: 'Columns', placeholder: 'id,name,total', advanced: true }),
    order: optionalText({ label: 'Order', placeholder: 'created_at.desc', advanced: true }, { max: 200 }),
    limit: limitField(100, PAGE),
  }),
  output: z.strictObject({ rows: listOutput('Rows') }),
  async run({ http }, { table, match, columns, order, limit }) {
    const query = { select: columns, order, limit, ...filtersOf(match) }
    return { rows: rowsOf((await http({ method: 'GET', url: `/rest/v1/${table}`, query })).json()) }
  },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
