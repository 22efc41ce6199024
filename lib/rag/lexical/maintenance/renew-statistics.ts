import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'
import { inBackground } from '@/lib/platform/in-background'
import { singleton } from '@/lib/platform/singleton'

/** Chunks that are new since the planner last looked, from which on they are worth a look: so many, and this share of all. */
const LEAST = 200
const SHARE = 0.3
/** Of PostgreSQL's hundred: a tenth of the rows, so that the embedded database is not held up. */
const EMBEDDED_SAMPLE = 10

const Known = z.tuple([z.object({ count: z.coerce.number() })])

/** Chunks that this process has stored since it last had the planner look, and whether it is known to have looked at all. */
const unseen = () => singleton('chunks-unseen-by-the-planner', () => ({ count: 0, hasLooked: false }))

/**
 * Tells the planner what chunks and documents there are. The embedded database has nobody who does, and PostgreSQL's
 * autovacuum comes a minute later: until then a search of 10,000 new chunks took five times as long.
 * @param added chunks that were just stored @returns whether it was time
 */
export async function renewStatistics(db: Database, added: number): Promise<boolean> {
  const waiting = unseen()
  waiting.count += added
  if (waiting.hasLooked && waiting.count < LEAST) return false
  // -1: it has never looked.
  const [known] = Known.parse(
    rows(await db.execute(sql`select reltuples as count from pg_class where oid = 'chunks'::regclass`)),
  )
  waiting.hasLooked = true
  if (known.count >= 0 && waiting.count < Math.max(LEAST, SHARE * known.count)) return false
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
