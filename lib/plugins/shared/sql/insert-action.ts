import { z } from 'zod'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { defineAction } from '../../action'
import { objectField } from '../fields'
import { quotedNames } from './read-columns'
import { affectedOutput, tableField, timeoutField } from './sql-fields'

export function insertAction(dialect: SqlDialect, connections: readonly string[]) {
  return defineAction({
    id: 'insert-row',
    version: 1,
    label: 'Insert a row',
    description: 'Adds one row to a table.',
    synonyms: ['add', 'create', 'append', '插入', '新增'],
    connections,
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      table: tableField(),
      values: objectField({ label: 'Values', help: 'An object with a value for each column.' }),
      timeoutSeconds: timeoutField(),
    }),
    output: z.strictObject({ affected: affectedOutput() }),
    async run(ctx, { table, values, timeoutSeconds }) {
      const entries = Object.entries(values)
      const columns = entries.map(([column]) => column)
      const names = await quotedNames(ctx, { dialect, table, columns, timeoutSeconds })
      const placeholders = entries.map((_, index) => (dialect === 'postgres' ? `$${index + 1}` : '?'))
      const { affected } = await ctx.database.query({
        dialect,
        isReadOnly: false,
        maxRows: 1,
        timeoutSeconds,
        statement: `INSERT INTO ${names.table} (${names.columns.join(', ')}) VALUES (${placeholders.join(', ')})`,
        parameters: entries.map(([, value]) => value),
      })
      return { affected }
    },
  })
}
