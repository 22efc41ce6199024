import 'server-only'
import { and, count, eq, inArray, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { tableRows, tableUniqueValues, workspaceTables } from '@/lib/db/schema/tables'
import type { TableRequest, TableResult } from '@/lib/engine/table-requests'
import { TABLE_LIMITS } from '@/lib/graph/tables/columns'
import { problem } from '@/lib/messages/problems/problem'
import { rowOf } from './read-table'
import { convertRow, uniqueValuesOf } from './row-values'
import { tableConditions } from './table-conditions'
import { columnOf, environmentKeyOf, getTableByName, type TableDefinition } from './table-row'

interface Scope {
  workspaceId: string
  environment: string
  runId: string | null
}

interface Row {
  id: string
  values: JsonObject
}

/**
 * Changes rows of a table. @throws NOT_FOUND, INVALID_INPUT, LIMIT_EXCEEDED, or the database's error (`isDuplicate`) if
 * another row has a unique value
 */
export async function changeTable(tx: Transaction, scope: Scope, request: TableRequest): Promise<TableResult> {
  const table = await getTableByName(tx, scope.workspaceId, request.table)
  const changed = await applyChange(tx, { table, scope, request })
  return { rows: changed.slice(0, TABLE_LIMITS.rowsPerStep).map(rowOf), count: changed.length, isTruncated: false }
}

interface Change {
  table: TableDefinition
  scope: Scope
  request: TableRequest
}

function applyChange(tx: Transaction, change: Change): Promise<Row[]> {
  const { table, scope, request } = change
  switch (request.operation) {
    case 'insert':
      return insertRows(tx, table, scope, request.rows)
    case 'update':
      return updateFound(tx, change)
    case 'upsert':
      return upsert(tx, change)
    default:
      return deleteFound(tx, change)
  }
}

/** Adds rows, all or none. @throws INVALID_INPUT, LIMIT_EXCEEDED, or the database's error for a duplicate */
export async function insertRows(
  tx: Transaction,
  table: TableDefinition,
  scope: Scope,
  newRows: readonly JsonObject[],
): Promise<Row[]> {
  if (newRows.length > TABLE_LIMITS.rowsPerStep)
    throw new AppError(
      'LIMIT_EXCEEDED',
      problem('tables.tooManyAtOnce', { count: newRows.length, max: TABLE_LIMITS.rowsPerStep }),
    )
  const environment = environmentKeyOf(table, scope.environment)
  await requireCapacity(tx, table, environment, newRows.length)
  const { workspaceId, runId } = scope
  const rows = newRows.map((values) => ({ id: newId(), values: convertRow(table, {}, values) }))
  if (rows.length === 0) return []
  await tx.insert(tableRows).values(rows.map((row) => ({ ...row, workspaceId, tableId: table.id, environment, runId })))
  await storeUnique(tx, table, environment, rows)
  return rows
}

/** Locks the table, so that two concurrent inserts cannot exceed the limit together. @throws LIMIT_EXCEEDED */
async function requireCapacity(
  tx: Transaction,
  table: TableDefinition,
  environment: string,
  added: number,
): Promise<void> {
  const isTable = and(eq(workspaceTables.id, table.id), eq(workspaceTables.workspaceId, table.workspaceId))
  await tx.select({ id: workspaceTables.id }).from(workspaceTables).where(isTable).for('update')
  const [found] = await tx
    .select({ count: count() })
    .from(tableRows)
    .where(tableConditions({ ...table, isShared: false }, { environment, filters: [] }))
  const total = (found?.count ?? 0) + added
  if (total > TABLE_LIMITS.rows)
    throw new AppError(
      'LIMIT_EXCEEDED',
      problem('tables.full', { table: table.name, count: total, max: TABLE_LIMITS.rows }),
    )
}

async function storeUnique(tx: Transaction, table: TableDefinition, environment: string, rows: readonly Row[]) {
  const { workspaceId, id: tableId } = table
  const entries = rows.flatMap(({ id: rowId, values }) =>
    uniqueValuesOf(table, values).map((entry) => ({ ...entry, tableId, environment, rowId, workspaceId })),
  )
  if (entries.length > 0) await tx.insert(tableUniqueValues).values(entries)
}

async function findForUpdate(tx: Transaction, { table, scope, request }: Change): Promise<Row[]> {
  const { filters, allRows } = request
  if (filters.length === 0 && !allRows) throw new AppError('INVALID_INPUT', problem('tables.allRows'))
  return tx
    .select({ id: tableRows.id, values: tableRows.values })
    .from(tableRows)
    .where(tableConditions(table, { environment: scope.environment, filters }))
    .orderBy(tableRows.id)
    .for('update')
}

async function updateFound(tx: Transaction, change: Change): Promise<Row[]> {
  const found = await findForUpdate(tx, change)
  return updateRows(tx, change, found)
}

async function updateRows(tx: Transaction, { table, scope, request }: Change, found: readonly Row[]): Promise<Row[]> {
  const [changes = {}] = request.rows
  const rows = found.map(({ id, values }) => ({ id, values: convertRow(table, values, changes) }))
  await replaceRows(tx, table, scope, rows)
  return rows
}

/** Stores new values of existing rows. */
export async function replaceRows(
  tx: Transaction,
  table: TableDefinition,
  { environment: name, workspaceId, runId }: Scope,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const environment = environmentKeyOf(table, name)
  const ids = rows.map(({ id }) => id)
  const hasUnique = table.columns.some(({ unique }) => unique)
  if (hasUnique)
    await tx
      .delete(tableUniqueValues)
      .where(and(eq(tableUniqueValues.workspaceId, workspaceId), inArray(tableUniqueValues.rowId, ids)))
  for (const { id, values } of rows)
    await tx
      .update(tableRows)
      .set({ values, runId, updatedAt: sql`now()` })
      .where(and(eq(tableRows.id, id), eq(tableRows.workspaceId, workspaceId)))
  if (hasUnique) await storeUnique(tx, table, environment, rows)
}

async function upsert(tx: Transaction, change: Change): Promise<Row[]> {
  const { table, scope, request } = change
  const column = columnOf(table, request.uniqueColumn)
  if (!column.unique) throw new AppError('INVALID_INPUT', problem('tables.notUnique', { column: column.label }))
  const changed: Row[] = []
  for (const values of request.rows) {
    const value = values[column.id] ?? null
    if (value === null || value === '')
      throw new AppError('INVALID_INPUT', problem('tables.valueMissing', { column: column.label }))
    const filters = [{ column: column.id, operator: 'equals' as const, value }]
    const rowChange: Change = { table, scope, request: { ...request, filters, rows: [values] } }
    const found = await findForUpdate(tx, rowChange)
    changed.push(
      ...(found.length > 0 ? await updateRows(tx, rowChange, found) : await insertRows(tx, table, scope, [values])),
    )
  }
  return changed
}

async function deleteFound(tx: Transaction, change: Change): Promise<Row[]> {
  const found = await findForUpdate(tx, change)
  const ids = found.map(({ id }) => id)
  if (ids.length > 0)
    await tx
      .delete(tableRows)
      .where(and(eq(tableRows.workspaceId, change.scope.workspaceId), inArray(tableRows.id, ids)))
  return found
}
