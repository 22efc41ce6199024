import 'server-only'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { batchItems } from '@/lib/db/schema/automations'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import type { Problem } from '@/lib/messages/problems/types'
import type { ParsedRow } from '@/lib/services/batches/parse-rows'

const ROWS_PER_STATEMENT = 2_000

/** Stores the rows in batches, so that the embedded database can run other statements in between. */
export async function storeRows(
  db: Database,
  address: { batchId: string; workspaceId: string },
  rows: AsyncIterable<ParsedRow>,
): Promise<{ rowCount: number; columns: string[] }> {
  const columns = new Set<string>()
  let rowCount = 0
  let waiting: ParsedRow[] = []
  for await (const row of rows) {
    rowCount += 1
    if (rowCount <= 1_000) for (const name of Object.keys(row.values)) columns.add(name)
    waiting.push(row)
    if (waiting.length === ROWS_PER_STATEMENT) {
      await insertRows(db, address, waiting)
      waiting = []
    }
  }
  await insertRows(db, address, waiting)
  return { rowCount, columns: [...columns].slice(0, 200) }
}

async function insertRows(
  db: Database,
  { batchId, workspaceId }: { batchId: string; workspaceId: string },
  rows: readonly ParsedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const stored = rows.map(({ error, ...row }) => ({ ...row, ...errorColumns(error) }))
  await db.execute(sql`
    insert into batch_items (batch_id, "row", workspace_id, "values", status, error, error_ref)
    select ${batchId}::uuid, "row", ${workspaceId}::uuid, "values",
      case when error is null then 'waiting' else 'invalid' end, error, "errorRef"
    from jsonb_to_recordset(${JSON.stringify(stored)}::text::jsonb)
      as items ("row" int, "values" jsonb, error text, "errorRef" jsonb)`)
}

/** All valid rows, one page at a time. */
export async function* usableRows(db: Database, batchId: string): AsyncGenerator<{ row: number; values: JsonObject }> {
  for (let after = 0; ; ) {
    const page = await db
      .select({ row: batchItems.row, values: batchItems.values, status: batchItems.status })
      .from(batchItems)
      .where(and(eq(batchItems.batchId, batchId), gt(batchItems.row, after)))
      .orderBy(asc(batchItems.row))
      .limit(ROWS_PER_STATEMENT)
    for (const { row, values, status } of page) if (status === 'waiting') yield { row, values }
    const last = page.at(-1)
    if (!last || page.length < ROWS_PER_STATEMENT) return
    after = last.row
  }
}

export interface InvalidRow extends Problem {
  row: number
}

/** Marks rows as invalid with the reason. */
export async function markInvalid(db: Database, batchId: string, errors: readonly InvalidRow[]): Promise<void> {
  for (let start = 0; start < errors.length; start += ROWS_PER_STATEMENT) {
    const part = errors
      .slice(start, start + ROWS_PER_STATEMENT)
      .map(({ row, ...error }) => ({ row, ...errorColumns(error) }))
    await db.execute(sql`
      update batch_items set status = 'invalid', error = wrong.error, error_ref = wrong."errorRef"
      from jsonb_to_recordset(${JSON.stringify(part)}::text::jsonb) as wrong ("row" int, error text, "errorRef" jsonb)
      where batch_id = ${batchId}::uuid and batch_items."row" = wrong."row"`)
  }
}
