import 'server-only'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { deleteFile } from '@/lib/files/store'

export const BIN_DAYS = 7
const AT_ONCE = 100

/** Deletes for good what has been in the bin for a week, a hundred documents at a time. */
export async function emptyBin(db: Database): Promise<void> {
  const isOld = lt(documents.deletedAt, sql`now() - make_interval(days => ${BIN_DAYS})`)
  const { id, workspaceId, fileId } = documents
  const old = await db.select({ id, workspaceId, fileId }).from(documents).where(isOld).limit(AT_ONCE)
  for (const row of old) {
    const gone = await db
      .delete(documents)
      .where(and(eq(documents.id, row.id), eq(documents.workspaceId, row.workspaceId), isOld))
      .returning({ id: documents.id })
    if (gone.length > 0) await deleteFile(row.workspaceId, row.fileId)
  }
}
