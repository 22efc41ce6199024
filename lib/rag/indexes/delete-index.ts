import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { knowledgeIndexes } from '@/lib/db/schema/knowledge'
import type { IndexRow } from './read-indexes'

/** Few enough that others' statements need not wait long, also on the embedded database. */
const ROWS_A_STATEMENT = 1_000
const Deleted = z.array(z.object({ id: z.string() }))

/** Deletes a discarded index with its chunks, part by part; what is cut off goes on with the next call. */
export async function deleteIndex(
  db: Database,
  { id, workspaceId }: Pick<IndexRow, 'id' | 'workspaceId'>,
  signal: AbortSignal,
): Promise<void> {
  const isDiscarded = and(
    eq(knowledgeIndexes.id, id),
    eq(knowledgeIndexes.workspaceId, workspaceId),
    eq(knowledgeIndexes.status, 'discarded'),
  )
  const [row] = await db.select({ id: knowledgeIndexes.id }).from(knowledgeIndexes).where(isDiscarded)
  if (!row) return
  for (let count = ROWS_A_STATEMENT; count === ROWS_A_STATEMENT; ) {
    signal.throwIfAborted()
    const deleted = await db.execute(sql`delete from chunks where workspace_id = ${workspaceId} and id in
      (select id from chunks where workspace_id = ${workspaceId} and index_id = ${id} limit ${ROWS_A_STATEMENT}) returning id`)
    count = Deleted.parse(rows(deleted)).length
  }
  await db.delete(knowledgeIndexes).where(isDiscarded)
}
