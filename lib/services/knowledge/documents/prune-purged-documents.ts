import 'server-only'
import { sql } from 'drizzle-orm'
import { secondsOfId } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'

/**
 * Forgets documents deleted before the oldest run of the workspace: no remaining run can have read them. A restricted
 * document is always kept: then other traces of runs (batch rows, pinned results) stay closed, since an unknown
 * document counts as restricted (`closed-documents.ts`).
 */
export async function prunePurgedDocuments(db: Database, workspaceId: string, before: Date): Promise<void> {
  const found = await db.execute(sql`select id from runs where workspace_id = ${workspaceId} order by id limit 1`)
  const oldest = rows<{ id: string }>(found)[0]?.id
  const until = new Date(Math.min(before.getTime(), oldest === undefined ? Infinity : secondsOfId(oldest) * 1_000))
  await db.execute(sql`
    delete from gone_documents g
    where g.workspace_id = ${workspaceId} and g.gone_at < ${until.toISOString()}::timestamptz
      and (g.access is null or exists (
        select 1 from gone_documents other
        where other.workspace_id = g.workspace_id and other.access is not null and other.id > g.id))`)
}
