import 'server-only'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { deleteFile } from '@/lib/files/store'
import { deleteDocuments } from './delete-documents'

export const TRASH_DAYS = 7
const AT_ONCE = 100

/** Permanently deletes documents that have been in the trash for a week, a hundred at a time. */
export async function emptyTrash(db: Database): Promise<void> {
  const isOld = lt(documents.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`)
  const { id, workspaceId } = documents
  const expired = await db.select({ id, workspaceId }).from(documents).where(isOld).limit(AT_ONCE)
  for (const row of expired) {
    const files = await deleteDocuments(db, row.workspaceId, and(eq(documents.id, row.id), isOld))
    for (const fileId of files) await deleteFile(row.workspaceId, fileId)
  }
}
