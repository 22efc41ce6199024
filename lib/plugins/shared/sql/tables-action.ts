import { z } from 'zod'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, optionalText } from '../fields'
import { readColumns } from './read-columns'
import { timeoutField } from './sql-fields'

export function tablesAction(dialect: SqlDialect, connections: readonly string[]) {
  return defineAction({
    id: 'list-tables',
    version: 1,
    label: 'List tables',
    description: 'Reads the names of tables with their columns and types.',
    synonyms: ['schema', 'columns', 'structure', '表', '结构'],
    connections,
    effect: 'read',
    input: z.strictObject({
      table: optionalText({ label: 'Table', help: 'Only this one; empty: all.' }, { max: 130 }),
      timeoutSeconds: timeoutField(),
    }),
    output: z.strictObject({
      tables: listOutput('Tables'),
      count: z.number().meta(layout({ label: 'Number of tables' })),
    }),
    async run(ctx, { table, timeoutSeconds }) {
      const columns = await readColumns(ctx, { dialect, table: table || undefined, timeoutSeconds })
      const byTable = Map.groupBy(columns, ({ schema, table: name }) => JSON.stringify([schema, name]))
      const tables = [...byTable.values()].flatMap((own) => {
        const [first] = own
        if (!first) return []
        const shown = own.map(({ name, type, isNullable }) => ({ name, type, nullable: isNullable }))
        return [{ schema: first.schema, name: first.table, columns: shown }]
      })
      return { tables, count: tables.length }
    },
  })
}
