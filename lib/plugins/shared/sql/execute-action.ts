import { z } from 'zod'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { defineAction } from '../../action'
import { affectedOutput, rowLimitField, rowsOutput, statementField, timeoutField } from './sql-fields'

export function executeAction(dialect: SqlDialect, connections: readonly string[]) {
  return defineAction({
    id: 'execute',
    version: 1,
    label: 'Run a statement',
    description: 'Changes data with one SQL statement. Only the author of the app can write the statement.',
    synonyms: ['insert', 'update', 'delete', 'sql', '执行', '修改'],
    connections,
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      statement: statementField(
        'Write {{name}} for a value. It becomes a parameter, so leave out the quotes around it.',
      ),
      maxRows: rowLimitField(),
      timeoutSeconds: timeoutField(),
    }),
    output: z.strictObject({ rows: rowsOutput(), affected: affectedOutput() }),
    async run({ database }, input) {
      const { rows, affected } = await database.query({ dialect, isReadOnly: false, ...input })
      return { rows, affected }
    },
  })
}
