import 'server-only'
import { asc } from 'drizzle-orm'
import type { exportTableRows as exportContract } from '@/lib/contracts/tables'
import type { JsonObject } from '@/lib/core/json'
import { tableRows } from '@/lib/db/schema/tables'
import { fileResponse } from '../app-files/file-response'
import { makeFile } from '../app-files/make-file'
import { requireRole, type Verb } from '../context'
import { tableConditions } from './table-conditions'
import { getTableById } from './table-row'

/** The file has a column for each column of the table, also without rows. */
export const exportTableRows: Verb<typeof exportContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const table = await getTableById(ctx.db, ctx.workspace.id, params.tableId)
  const rows = await ctx.db
    .select({ values: tableRows.values })
    .from(tableRows)
    .where(tableConditions(table, { environment: query.environment, filters: [] }))
    .orderBy(asc(tableRows.id))
  const content = [
    table.columns.map(({ label }) => label),
    ...rows.map(({ values }: { values: JsonObject }) => table.columns.map(({ id }) => values[id] ?? null)),
  ]
  const signal = AbortSignal.timeout(60_000)
  const { bytes, ...file } = await makeFile({ format: query.format, content, title: table.name, signal })
  return fileResponse(file, bytes)
}
