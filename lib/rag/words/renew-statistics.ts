import 'server-only'
import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { inBackground } from '@/lib/platform/in-background'
import { singleton } from '@/lib/platform/singleton'
import type { SegmentOwner } from './write-segment'

/** An index that has grown by so much since the planner last looked is looked at again. */
const GROWTH = 1.3
const LEAST_CHUNKS = 200
/** Of PostgreSQL's hundred: a tenth of the rows, so that the embedded database is not held up. */
const SAMPLE = 10

/** Chunks of each index when this process last renewed its statistics. */
const lookedAt = () => singleton('statistics-of-chunks', () => new Map<string, number>())

/**
 * Tells the planner what chunks and documents there are. The embedded database has nobody who does, and PostgreSQL's
 * autovacuum comes a minute later: until then a search of 10,000 new chunks took five times as long.
 * @param heads of all segments of the index @returns whether it was time
 */
export async function renewStatistics(
  db: Database,
  { indexId }: SegmentOwner,
  heads: readonly { chunkCount: number }[],
): Promise<boolean> {
  const count = heads.reduce((sum, { chunkCount }) => sum + chunkCount, 0)
  if (count < GROWTH * (lookedAt().get(indexId) ?? 0) + LEAST_CHUNKS) return false
  lookedAt().set(indexId, count)
  await inBackground(() =>
    db.transaction(async (tx) => {
      await tx.execute(sql`set local default_statistics_target = ${sql.raw(String(SAMPLE))}`)
      await tx.execute(sql`analyze chunks (id, workspace_id, knowledge_base_id, index_id, document_id, number, dims),
        documents (id, workspace_id, knowledge_base_id), indexed_documents, word_segments (id, workspace_id, index_id)`)
    }),
  )
  return true
}
