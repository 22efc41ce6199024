import 'server-only'
import { and, asc, count, eq, sql } from 'drizzle-orm'
import type {
  createTable as createContract,
  deleteTable as deleteContract,
  listTables as listContract,
  TableView,
  updateTable as updateContract,
} from '@/lib/contracts/tables'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { workspaceTables } from '@/lib/db/schema/tables'
import { TABLE_LIMITS, type TableColumn } from '@/lib/graph/tables/columns'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { convertColumns } from './convert-columns'
import { getTableById, type TableDefinition } from './table-row'

export const listTables: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const tables = await ctx.db
    .select()
    .from(workspaceTables)
    .where(eq(workspaceTables.workspaceId, ctx.workspace.id))
    .orderBy(asc(workspaceTables.name))
  return { tables: tables.map(toView) }
}

export const createTable: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  requireUniqueIds(body.columns)
  const table = { id: newId(), workspaceId: ctx.workspace.id, ...body }
  try {
    return await ctx.db.transaction(async (tx) => {
      const [found] = await tx
        .select({ count: count() })
        .from(workspaceTables)
        .where(eq(workspaceTables.workspaceId, ctx.workspace.id))
      if ((found?.count ?? 0) >= TABLE_LIMITS.tables)
        throw new AppError('LIMIT_EXCEEDED', problem('tables.tooMany', { max: TABLE_LIMITS.tables }))
      await tx.insert(workspaceTables).values(table)
      const after = { name: body.name, columns: body.columns.map(({ id }) => id), isShared: body.isShared }
      await emitAudit(tx, ctx, { action: 'table.create', subject: `table:${table.id}`, after })
      return toView(await getTableById(tx, ctx.workspace.id, table.id))
    })
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('CONFLICT', problem('tables.nameTaken', { name: body.name }))
    throw error
  }
}

export const updateTable: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  requireUniqueIds(body.columns)
  const workspaceId = ctx.workspace.id
  try {
    return await ctx.db.transaction(async (tx) => {
      const table = await getTableById(tx, workspaceId, params.tableId)
      const isTable = and(eq(workspaceTables.id, table.id), eq(workspaceTables.workspaceId, workspaceId))
      await tx.select({ id: workspaceTables.id }).from(workspaceTables).where(isTable).for('update')
      await convertColumns(tx, table, body.columns)
      await tx.update(workspaceTables).set({ columns: body.columns, updatedAt: sql`now()` }).where(isTable)
      const before = { columns: table.columns.map(({ id }) => id) }
      const after = { columns: body.columns.map(({ id }) => id) }
      await emitAudit(tx, ctx, { action: 'table.update', subject: `table:${table.id}`, before, after })
      return toView(await getTableById(tx, workspaceId, table.id))
    })
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('CONFLICT', problem('tables.valueTaken', { table: params.tableId }))
    throw error
  }
}

export const deleteTable: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await ctx.db.transaction(async (tx) => {
    const table = await getTableById(tx, ctx.workspace.id, params.tableId)
    await tx
      .delete(workspaceTables)
      .where(and(eq(workspaceTables.id, table.id), eq(workspaceTables.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, { action: 'table.delete', subject: `table:${table.id}`, before: { name: table.name } })
  })
  return { ok: true }
}

function toView({ id, name, columns, isShared, updatedAt }: TableDefinition): TableView {
  return { id, name, columns, isShared, updatedAt: updatedAt.toISOString() }
}

/** @throws INVALID_INPUT */
function requireUniqueIds(columns: readonly TableColumn[]): void {
  const seen = new Set(['id'])
  for (const { id } of columns) {
    if (seen.has(id)) throw new AppError('INVALID_INPUT', problem('tables.columnTwice', { id }))
    seen.add(id)
  }
}
