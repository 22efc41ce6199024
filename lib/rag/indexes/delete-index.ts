import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { wordSegments } from '@/lib/db/schema/words'
import { deleteSegments } from '../lexical/segments/write-segment'
import type { IndexRow } from './read-indexes'

/** One statement blocks the embedded database for about ten milliseconds. */
const ROWS_PER_STATEMENT = { postgres: 1_000, embedded: 200 }
const Deleted = z.array(z.object({ id: z.string() }))

/** Deletes a discarded index with its chunks in batches; an interrupted deletion resumes with the next call. */
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
  const size = isEmbedded(db) ? ROWS_PER_STATEMENT.embedded : ROWS_PER_STATEMENT.postgres
  for (let count = size; count === size; ) {
    signal.throwIfAborted()
    const deleted = await db.execute(sql`delete from chunks where workspace_id = ${workspaceId} and id in
      (select id from chunks where workspace_id = ${workspaceId} and index_id = ${id} limit ${size}) returning id`)
    count = Deleted.parse(rows(deleted)).length
  }
  // Deletes keyword segments first, which would otherwise cascade in one statement.
  const { id: segmentId, indexId } = wordSegments
  const segments = await db
    .update(wordSegments)
    .set({ isReady: false })
    .where(and(eq(wordSegments.workspaceId, workspaceId), eq(indexId, id)))
    .returning({ id: segmentId })
  await deleteSegments(
    db,
    { workspaceId, indexId: id },
    segments.map((segment) => segment.id),
  )
  await db.delete(knowledgeIndexes).where(isDiscarded)
}
