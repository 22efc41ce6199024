import 'server-only'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { batchItems } from '@/lib/db/schema/automations'
import type { ParsedRow } from '@/lib/services/batches/parse-rows'

const ROWS_A_STATEMENT = 2_000

/** Stores the rows in batched statements, so that others run in between on the embedded database. */
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
    if (waiting.length === ROWS_A_STATEMENT) {
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
  await db.execute(sql`
    insert into batch_items (batch_id, "row", workspace_id, "values", status, error)
    select ${batchId}::uuid, "row", ${workspaceId}::uuid, "values", case when error is null then 'waiting' else 'invalid' end, error
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as items ("row" int, "values" jsonb, error text)`)
}

/** All valid rows, one page at a time. */
export async function* usableRows(db: Database, batchId: string): AsyncGenerator<{ row: number; values: JsonObject }> {
  for (let after = 0; ; ) {
    const page = await db
      .select({ row: batchItems.row, values: batchItems.values, status: batchItems.status })
      .from(batchItems)
      .where(and(eq(batchItems.batchId, batchId), gt(batchItems.row, after)))
      .orderBy(asc(batchItems.row))
      .limit(ROWS_A_STATEMENT)
    for (const { row, values, status } of page) if (status === 'waiting') yield { row, values }
    const last = page.at(-1)
    if (!last || page.length < ROWS_A_STATEMENT) return
    after = last.row
  }
}

/** Marks rows as invalid with the reason. */
export async function markInvalid(
  db: Database,
  batchId: string,
  errors: readonly { row: number; message: string }[],
): Promise<void> {
  for (let start = 0; start < errors.length; start += ROWS_A_STATEMENT) {
    const part = errors.slice(start, start + ROWS_A_STATEMENT)
    await db.execute(sql`
      update batch_items set status = 'invalid', error = wrong.message
      from jsonb_to_recordset(${JSON.stringify(part)}::text::jsonb) as wrong ("row" int, message text)
      where batch_id = ${batchId}::uuid and batch_items."row" = wrong."row"`)
  }
}
