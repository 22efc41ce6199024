import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import type {
  createTableRow as createContract,
  deleteTableRow as deleteContract,
  importTableRows as importContract,
  listTableRows as listContract,
  TableRowView,
  updateTableRow as updateContract,
} from '@/lib/contracts/tables'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { tableRows } from '@/lib/db/schema/tables'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { insertRows, replaceRows } from './change-table'
import { importRows } from './import-rows'
import { convertRow } from './row-values'
import { tableConditions, tableOrder } from './table-conditions'
import { environmentKeyOf, getTableById, type TableDefinition } from './table-row'

export const listTableRows: Verb<typeof listContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const { environment, sortBy, descending, filterBy, operator, value, offset, limit } = query
  const table = await getTableById(ctx.db, ctx.workspace.id, params.tableId)
  const filters = filterBy === '' ? [] : [{ column: filterBy, operator, value }]
  const where = tableConditions(table, { environment, filters })
  const [rows, [found]] = await Promise.all([
    ctx.db
      .select()
      .from(tableRows)
      .where(where)
      .orderBy(...tableOrder(table, sortBy, descending === 'true'))
      .limit(limit)
      .offset(offset),
    ctx.db.select({ total: count() }).from(tableRows).where(where),
  ])
  return { rows: rows.map(toView), total: found?.total ?? 0 }
}

export const createTableRow: Verb<typeof createContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  return change(ctx, params.tableId, async (tx, table) => {
    const scope = { workspaceId: ctx.workspace.id, environment: body.environment, runId: null }
    const [row] = await insertRows(tx, table, scope, [body.values])
    return toView(await getRow(tx, table, body.environment, row?.id ?? ''))
  })
}

export const updateTableRow: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { environment } = body
  return change(ctx, params.tableId, async (tx, table) => {
    const { id, values } = await getRow(tx, table, environment, params.rowId)
    const scope = { workspaceId: ctx.workspace.id, environment, runId: null }
    await replaceRows(tx, table, scope, [{ id, values: convertRow(table, values, body.values) }])
    return toView(await getRow(tx, table, environment, id))
  })
}

export const deleteTableRow: Verb<typeof deleteContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  await change(ctx, params.tableId, async (tx, table) => {
    const { id } = await getRow(tx, table, query.environment, params.rowId)
    await tx.delete(tableRows).where(and(eq(tableRows.id, id), eq(tableRows.workspaceId, ctx.workspace.id)))
  })
  return { ok: true }
}

export const importTableRows: Verb<typeof importContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const table = await getTableById(ctx.db, ctx.workspace.id, params.tableId)
  return importRows(ctx, table, body)
}

async function change<Result>(
  ctx: ServiceContext,
  tableId: string,
  work: (tx: Transaction, table: TableDefinition) => Promise<Result>,
): Promise<Result> {
  const table = await getTableById(ctx.db, ctx.workspace.id, tableId)
  try {
    return await ctx.db.transaction((tx) => work(tx, table))
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('CONFLICT', problem('tables.valueTaken', { table: table.name }))
    throw error
  }
}

async function getRow(tx: Transaction, table: TableDefinition, environment: string, rowId: string) {
  const [row] = await tx
    .select()
    .from(tableRows)
    .where(
      and(
        eq(tableRows.id, rowId),
        eq(tableRows.tableId, table.id),
        eq(tableRows.workspaceId, table.workspaceId),
        eq(tableRows.environment, environmentKeyOf(table, environment)),
      ),
    )
    .for('update')
  if (!row) throw new AppError('NOT_FOUND', problem('tables.rowGone'))
  return row
}

function toView({ id, values, runId, updatedAt }: typeof tableRows.$inferSelect): TableRowView {
  return { id, values, runId, updatedAt: updatedAt.toISOString() }
}
