import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { tableWrites } from '@/lib/db/schema/tables'
import type { TableRequest, TableResult } from '@/lib/engine/table-requests'
import { problem } from '@/lib/messages/problems/problem'
import { changeTable } from '@/lib/services/tables/change-table'
import { requireOwnRun } from './require-own-run'

/** When two processes insert the same unique value at once, one of them retries and finds the row of the other. */
const ATTEMPTS = 5

interface Scope {
  workspaceId: string
  environment: string
  runId: string | null
}

/**
 * Changes rows in the transaction that also records the result, so that a step that runs again after a crash changes
 * nothing and gets the same result. @throws NOT_FOUND, INVALID_INPUT, CONFLICT, LIMIT_EXCEEDED, CANCELLED
 */
export async function writeTable(db: Database, scope: Scope, request: TableRequest): Promise<TableResult> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await write(db, scope, request)
    } catch (error) {
      if (!isDuplicate(error)) throw error
      const isRepeatable = request.operation === 'upsert' && attempt < ATTEMPTS
      if (!isRepeatable) throw new AppError('CONFLICT', problem('tables.valueTaken', { table: request.table }))
    }
}

function write(db: Database, scope: Scope, request: TableRequest): Promise<TableResult> {
  const { workspaceId, runId } = scope
  return db.transaction(async (tx) => {
    if (runId === null) return changeTable(tx, scope, request)
    await requireOwnRun(tx, workspaceId, runId)
    const { key } = request
    const [stored] = await tx
      .select({ result: tableWrites.result })
      .from(tableWrites)
      .where(and(eq(tableWrites.runId, runId), eq(tableWrites.key, key), eq(tableWrites.workspaceId, workspaceId)))
    if (stored) return stored.result
    const result = await changeTable(tx, scope, request)
    await tx.insert(tableWrites).values({ runId, key, workspaceId, result })
    return result
  })
}
