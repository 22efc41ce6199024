import { z } from 'zod'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { rowLimitField, rowsOutput, statementField, timeoutField } from './sql-fields'

export function queryAction(dialect: SqlDialect, connections: readonly string[]) {
  return defineAction({
    id: 'query',
    version: 1,
    label: 'Query',
    description: 'Reads rows with one SQL statement in a read-only transaction.',
    synonyms: ['select', 'sql', 'rows', 'read', '查询', '读取'],
    connections,
    effect: 'read',
    input: z.strictObject({
      statement: statementField(
        'Write {{name}} for a value. It becomes a parameter, so leave out the quotes around it.',
      ),
      maxRows: rowLimitField(),
      timeoutSeconds: timeoutField(),
    }),
    output: z.strictObject({
      rows: rowsOutput(),
      isCut: z.boolean().meta(layout({ label: 'More rows exist' })),
    }),
    async run({ database }, input) {
      const { rows, isCut } = await database.query({ dialect, isReadOnly: true, ...input })
      return { rows, isCut }
    },
  })
}
