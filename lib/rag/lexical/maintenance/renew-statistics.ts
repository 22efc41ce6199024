import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { inBackground } from '@/lib/platform/in-background'
import { singleton } from '@/lib/platform/singleton'

/** New chunks since the last ANALYZE, as a number and as a share of all, that justify another one. */
const MIN_NEW_CHUNKS = 200
const SHARE = 0.3
/** Percentage of PostgreSQL's sample size, so that the embedded database is not blocked. */
const EMBEDDED_SAMPLE = 10

const Known = z.tuple([z.object({ count: z.coerce.number() })])

/** Chunks stored by this process since its last ANALYZE, and whether one is known to have run. */
const unseen = () => singleton('chunks-unseen-by-the-planner', () => ({ count: 0, hasLooked: false }))

/**
 * Runs ANALYZE after many new chunks and documents. The embedded database has no autovacuum, and
 * PostgreSQL's runs a minute later: until then a search of 10,000 new chunks took five times as
 * long.
 * @param added number of chunks just stored @returns whether it ran
 */
export async function renewStatistics(db: Database, added: number): Promise<boolean> {
  const waiting = unseen()
  waiting.count += added
  if (waiting.hasLooked && waiting.count < MIN_NEW_CHUNKS) return false
  // The count is -1 before the first ANALYZE.
  const [statistics] = Known.parse(
    rows(await db.execute(sql`select reltuples as count from pg_class where oid = 'chunks'::regclass`)),
  )
  waiting.hasLooked = true
  if (statistics.count >= 0 && waiting.count < Math.max(MIN_NEW_CHUNKS, SHARE * statistics.count)) return false
  waiting.count = 0
  await inBackground(() =>
    db.transaction(async (tx) => {
      if (isEmbedded(db))
        await tx.execute(sql`set local default_statistics_target = ${sql.raw(String(EMBEDDED_SAMPLE))}`)
      await tx.execute(sql`analyze chunks (id, workspace_id, knowledge_base_id, index_id, document_id, number, dims),
        documents (id, workspace_id, knowledge_base_id), indexed_documents, word_segments (id, workspace_id, index_id)`)
    }),
  )
  return true
}
