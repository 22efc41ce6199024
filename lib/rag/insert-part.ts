import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { executeBuilt } from '@/lib/db/execute-built'
import { type Recordset, recordset } from '@/lib/db/recordset'
import { chunkSigns, chunks } from '@/lib/db/schema/knowledge'

let shape: Recordset | null = null

/** Rows of chunks as JSON, and what belongs to them: a statement. */
export interface ChunkPart {
  rows: string
  count: number
  signs: { chunkId: string; signs: Uint8Array }[]
}

/** @param condition under which it is stored; absent: always. @throws CONFLICT where it does not hold */
export async function insertPart(
  db: Database | Transaction,
  { rows: json, count, signs }: ChunkPart,
  condition?: SQL,
): Promise<void> {
  const build = (json: unknown) => {
    shape ??= recordset(chunks)
    const { names, keys, record } = shape
    const where = condition ? sql` where ${condition}` : sql``
    return sql`insert into chunks (${sql.raw(names)}) select ${sql.raw(keys)}
      from json_to_recordset(${json}::text::json) as ${sql.raw(record)}${where} returning id`
  }
  // Of a long document. Drizzle's own objects, which V8 takes for long-lived, would keep its rows until a full collection.
  const stored = condition
    ? await executeBuilt(db, { part: condition, rest: [] }, () => build(sql.placeholder('json')), { json })
    : await db.execute(build(json))
  if (rows(stored).length < count) throw new AppError('CONFLICT', 'This document is being stored elsewhere.')
  if (signs.length > 0) await db.insert(chunkSigns).values(signs)
}
