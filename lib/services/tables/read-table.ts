import 'server-only'
import { count } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { tableRows } from '@/lib/db/schema/tables'
import type { TableRequest, TableResult } from '@/lib/engine/table-requests'
import { TABLE_LIMITS } from '@/lib/graph/tables/columns'
import { tableConditions, tableOrder } from './table-conditions'
import { getTableByName } from './table-row'

export const readsTable = ({ operation }: Pick<TableRequest, 'operation'>): boolean =>
  operation === 'find' || operation === 'get' || operation === 'count'

interface Scope {
  workspaceId: string
  environment: string
}

/** @throws NOT_FOUND, INVALID_INPUT */
export async function readTable(db: Database, scope: Scope, request: TableRequest): Promise<TableResult> {
  const table = await getTableByName(db, scope.workspaceId, request.table)
  const where = tableConditions(table, { environment: scope.environment, filters: request.filters })
  if (request.operation === 'count') {
    const [found] = await db.select({ count: count() }).from(tableRows).where(where)
    return { rows: [], count: found?.count ?? 0, isTruncated: false }
  }
  const limit = request.operation === 'get' ? 1 : Math.min(request.limit, TABLE_LIMITS.rowsPerStep)
  const rows = await db
    .select({ id: tableRows.id, values: tableRows.values })
    .from(tableRows)
    .where(where)
    .orderBy(...tableOrder(table, request.sortBy, request.isDescending))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  return { rows: shown.map(rowOf), count: shown.length, isTruncated: rows.length > limit }
}

/** A row as steps see it: its values, and its id as `id`. */
export const rowOf = ({ id, values }: { id: string; values: JsonObject }): JsonObject => ({ ...values, id })
