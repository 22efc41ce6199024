import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionContext } from '../../action-context'

interface Column {
  schema: string
  table: string
  name: string
  type: string
  isNullable: boolean
}

const Row = z.object({
  schema_name: z.string(),
  table_name: z.string(),
  column_name: z.string(),
  type_name: z.string(),
  nullable: z.string(),
})

const COLUMNS = `SELECT table_schema AS schema_name, table_name AS table_name, column_name AS column_name,
  data_type AS type_name, is_nullable AS nullable FROM information_schema.columns`
const NO_SYSTEM_SCHEMAS: Readonly<Record<SqlDialect, string>> = {
  postgres: "table_schema NOT IN ('pg_catalog', 'information_schema')",
  mysql: "table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')",
}
const CURRENT_SCHEMAS: Readonly<Record<SqlDialect, string>> = {
  postgres: 'table_schema = ANY (current_schemas(false))',
  mysql: 'table_schema = DATABASE()',
}
const MAX_COLUMNS = 10_000

/** The columns of all tables that the user of the connection may see, or of one: `orders` or `sales.orders`. */
export async function readColumns(
  { database }: ActionContext,
  { dialect, table, timeoutSeconds }: { dialect: SqlDialect; table?: string | undefined; timeoutSeconds: number },
): Promise<Column[]> {
  const [name, schema] = (table ?? '').split('.').toReversed()
  const place = (number: number) => (dialect === 'postgres' ? `$${number}` : '?')
  const conditions = [
    NO_SYSTEM_SCHEMAS[dialect],
    ...(name ? [`table_name = ${place(1)}`] : []),
    ...(schema === undefined ? (name ? [CURRENT_SCHEMAS[dialect]] : []) : [`table_schema = ${place(2)}`]),
  ]
  const { rows } = await database.query({
    dialect,
    isReadOnly: true,
    maxRows: MAX_COLUMNS,
    timeoutSeconds,
    statement: `${COLUMNS} WHERE ${conditions.join(' AND ')} ORDER BY table_schema, table_name, ordinal_position`,
    parameters: [...(name ? [name] : []), ...(schema === undefined ? [] : [schema])],
  })
  return rows.map((row) => {
    const { schema_name, table_name, column_name, type_name, nullable } = Row.parse(row)
    return {
      schema: schema_name,
      table: table_name,
      name: column_name,
      type: type_name,
      isNullable: nullable === 'YES',
    }
  })
}

/**
 * Looks names up in the catalog of the database and quotes them, so that nothing that a model wrote becomes part of a
 * statement.
 */
export async function quotedNames(
  ctx: ActionContext,
  request: { dialect: SqlDialect; table: string; columns: readonly string[]; timeoutSeconds: number },
): Promise<{ table: string; columns: string[] }> {
  const { dialect, table, columns } = request
  const known = await readColumns(ctx, request)
  const [first] = known
  if (!first) throw new AppError('NOT_FOUND', problem('plugins.tableUnknown', { table }))
  const quote = (name: string) =>
    dialect === 'postgres' ? `"${name.replaceAll('"', '""')}"` : `\`${name.replaceAll('`', '``')}\``
  return {
    table: `${quote(first.schema)}.${quote(first.table)}`,
    columns: columns.map((column) => {
      const found = known.find(({ name, schema }) => name === column && schema === first.schema)
      if (!found) throw new AppError('INVALID_INPUT', problem('plugins.columnUnknown', { table, column }))
      return quote(found.name)
    }),
  }
}
