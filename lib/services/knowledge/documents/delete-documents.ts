import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'

/**
 * Deletes documents permanently, but keeps their access rules: runs that read them stay hidden from everyone else.
 * @returns the ids of their files, to delete after the commit
 */
export async function deleteDocuments(
  db: Database | Transaction,
  workspaceId: string,
  which: SQL | undefined,
): Promise<string[]> {
  const deleted = await db.execute(sql`
    with gone as (
      delete from documents where ${and(eq(documents.workspaceId, workspaceId), which)}
      returning id, workspace_id, access, file_id
    ), kept as (insert into gone_documents (id, workspace_id, access) select id, workspace_id, access from gone)
    select file_id as "fileId" from gone`)
  return rows<{ fileId: string }>(deleted).map(({ fileId }) => fileId)
}
