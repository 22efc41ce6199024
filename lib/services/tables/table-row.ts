import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { workspaceTables } from '@/lib/db/schema/tables'
import type { TableColumn } from '@/lib/graph/tables/columns'
import { problem } from '@/lib/messages/problems/problem'

export type TableDefinition = typeof workspaceTables.$inferSelect

/** @throws NOT_FOUND */
export async function getTableByName(
  db: Database | Transaction,
  workspaceId: string,
  name: string,
): Promise<TableDefinition> {
  const [table] = await db
    .select()
    .from(workspaceTables)
    .where(and(eq(workspaceTables.workspaceId, workspaceId), eq(workspaceTables.name, name)))
  if (!table) throw new AppError('NOT_FOUND', problem('tables.missing', { name }))
  return table
}

/** @throws NOT_FOUND */
export async function getTableById(
  db: Database | Transaction,
  workspaceId: string,
  tableId: string,
): Promise<TableDefinition> {
  const [table] = await db
    .select()
    .from(workspaceTables)
    .where(and(eq(workspaceTables.workspaceId, workspaceId), eq(workspaceTables.id, tableId)))
  if (!table) throw new AppError('NOT_FOUND', problem('tables.gone'))
  return table
}

/** The stored environment of a table's rows. */
export const environmentKeyOf = ({ isShared }: TableDefinition, environment: string): string =>
  isShared ? '*' : environment

/** @throws INVALID_INPUT */
export function columnOf({ name, columns }: TableDefinition, id: string): TableColumn {
  const column = columns.find((one) => one.id === id)
  if (!column) throw new AppError('INVALID_INPUT', problem('tables.columnMissing', { table: name, column: id }))
  return column
}
