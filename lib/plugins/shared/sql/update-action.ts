import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { objectField } from '../fields'
import { quotedNames } from './read-columns'
import { affectedOutput, tableField, timeoutField } from './sql-fields'

export function updateAction(dialect: SqlDialect, connections: readonly string[]) {
  return defineAction({
    id: 'update-rows',
    version: 1,
    label: 'Update rows',
    description: 'Changes the rows of a table in which all given columns have the given values.',
    synonyms: ['change', 'set', 'edit', '更新', '修改'],
    connections,
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      table: tableField(),
      match: objectField({ label: 'Rows with', help: 'An object with columns and their present values.' }),
      values: objectField({ label: 'New values', help: 'An object with a value for each column.' }),
      timeoutSeconds: timeoutField(),
    }),
    output: z.strictObject({ affected: affectedOutput() }),
    async run(ctx, { table, match, values, timeoutSeconds }) {
      const set = Object.entries(values)
      const where = Object.entries(match)
      // Without a condition, the statement would change every row.
      if (set.length === 0 || where.length === 0)
        throw new AppError('INVALID_INPUT', problem('plugins.updateIncomplete', { table }))
      const columns = [...set, ...where].map(([column]) => column)
      const names = await quotedNames(ctx, { dialect, table, columns, timeoutSeconds })
      const equal = names.columns.map(
        (column, index) => `${column} = ${dialect === 'postgres' ? `$${index + 1}` : '?'}`,
      )
      const { affected } = await ctx.database.query({
        dialect,
        isReadOnly: false,
        maxRows: 1,
        timeoutSeconds,
        statement: `UPDATE ${names.table} SET ${equal.slice(0, set.length).join(', ')} WHERE ${equal.slice(set.length).join(' AND ')}`,
        parameters: [...set, ...where].map(([, value]) => value),
      })
      return { affected }
    },
  })
}
