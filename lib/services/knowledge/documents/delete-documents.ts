import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'

/**
 * Deletes documents permanently. Keeps who could see them: runs that read them stay closed to everyone else.
 * @returns their files, to delete once this is committed
 */
export async function deleteDocuments(
  db: Database | Transaction,
  workspaceId: string,
  which: SQL | undefined,
): Promise<string[]> {
  const gone = await db.execute(sql`
    with gone as (
      delete from documents where ${and(eq(documents.workspaceId, workspaceId), which)}
      returning id, workspace_id, access, file_id
    ), kept as (insert into gone_documents (id, workspace_id, access) select id, workspace_id, access from gone)
    select file_id as "fileId" from gone`)
  return rows<{ fileId: string }>(gone).map(({ fileId }) => fileId)
}
